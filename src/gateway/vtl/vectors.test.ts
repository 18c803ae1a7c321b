// What templates give, vector by vector: AWS's own results where they are recorded, Velocity 1.x's elsewhere.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { inputObject } from './input.ts';
import { parseTemplate } from './parse-template.ts';
import { renderTemplate } from './render.ts';
import { TemplateError } from './template.ts';
import { utilObject } from './util.ts';
import { JavaMap, type Value } from './values.ts';

interface Given {
  readonly body?: string;
  readonly variables?: Readonly<Record<string, Value>>;
}

function render(template: string, { body = '', variables = {} }: Given = {}): string {
  const input = inputObject({
    body,
    path: [['id', '42']],
    query: [
      ['q', 'a b'],
      ['q', "it's"],
    ],
    headers: [
      ['Accept', 'text/html'],
      ['X-Quote', 'say "x"'],
    ],
  });
  return renderTemplate(
    parseTemplate(template),
    new Map<string, Value>([['input', input], ['util', utilObject], ...Object.entries(variables)]),
  );
}

const json = (value: unknown): string => JSON.stringify({ json: value });
const root = '#set($result = $input.path("$.json"))';
const facts = (path: string): string =>
  `#set($result = $input.path("${path}")){"body": $result, "nested": $result.nested, "isNull": #if( $result == $null )"true"#else"false"#end, "isEmptyString": #if( $result == "" )"true"#else"false"#end}`;

// LocalStack's recording test_input_path_template_formatting of 2025-06-18 and test_input_body_formatting of 2025-03-19.
const recorded: readonly (readonly [name: string, template: string, body: string, text: string])[] = [
  ['dict', `${root}$result`, json({ foo: 'bar' }), '{foo=bar}'],
  ['list', `${root}$result`, json([{ foo: 'bar' }]), '[{"foo":"bar"}]'],
  ['nested dict', `${root}$result.nested`, json({ nested: { foo: 'bar' } }), '{foo=bar}'],
  ['nested list', `${root}$result.nested`, json({ nested: [{ foo: 'bar' }] }), '[{"foo":"bar"}]'],
  ['dict in list', `${root}$result[0]`, json([{ foo: 'bar' }]), '{foo=bar}'],
  ['list in list', `${root}$result[0]`, json([[{ foo: 'bar' }]]), '[{"foo":"bar"}]'],
  ['list in dict', `${root}$result`, json({ foo: [{ nested: 'bar' }] }), '{foo=[{"nested":"bar"}]}'],
  [
    'bigger dict',
    `${root}$result`,
    json({ bigger: 'dict', to: 'test', with: 'separators' }),
    '{bigger=dict, to=test, with=separators}',
  ],
  ['toString', `${root}$result.toString()`, json({ foo: 'bar' }), '{foo=bar}'],
  [
    'toString of list',
    `${root}$result.toString()`,
    json({ list: [{ foo: 'bar' }] }),
    '{list=[{"foo":"bar"}]}',
  ],
  [
    'path of an empty body',
    facts('$.nonExisting'),
    '',
    '{"body": , "nested": , "isNull": "true", "isEmptyString": "true"}',
  ],
  [
    'empty list',
    facts('$.json.listValue'),
    json({ listValue: [] }),
    '{"body": [], "nested": , "isNull": "false", "isEmptyString": "false"}',
  ],
  [
    'null',
    facts('$.json.listValue'),
    json({ listValue: null }),
    '{"body": , "nested": , "isNull": "true", "isEmptyString": "true"}',
  ],
  ['body', '#set($result = $input.body)$result', '{"some": "value"}', '{"some": "value"}'],
  ['no body', 'Action=SendMessage&MessageBody=$input.body', '', 'Action=SendMessage&MessageBody={}'],
  ['raw body', '$input.body', 'some raw data', 'some raw data'],
  ['member of the body', '#set($result = $input.body.testAccess)$result', '{"some": "value"}', ''],
  [
    'urlEncode',
    'EncodedBody=$util.urlEncode($input.body)&EncodedBodyAccess=$util.urlEncode($input.body.testAccess)',
    '{"some": "value"}',
    'EncodedBody=%7B%22some%22%3A+%22value%22%7D&EncodedBodyAccess=',
  ],
];

for (const [name, template, body, text] of recorded) {
  test(`recorded: ${name}`, () => assert.equal(render(template, { body }), text));
}

test('a member of a map set by brackets, by put and by a mixed path is read back (recorded 2025-05-29)', () => {
  const context = new JavaMap([['requestOverride', new JavaMap([['querystring', new JavaMap()]])]]);
  const set =
    '\n#set($paramName = "foo")\n#set($context.requestOverride.querystring[$paramName] = "bar")\n#set($paramPutName = "putfoo")\n$context.requestOverride.querystring.put($paramPutName, "putBar")\n#set($context["requestOverride"].querystring["nestedfoo"] = "nestedFoo")\n{\n  "statusCode": 200\n}\n';
  assert.deepEqual(JSON.parse(render(set, { variables: { context } })), { statusCode: 200 });
  const read =
    '#set($value = $context.requestOverride.querystring["foo"])$value,$context.requestOverride.querystring.putfoo,$context.requestOverride.querystring.get("nestedfoo")';
  assert.equal(render(read, { variables: { context } }), 'bar,putBar,nestedFoo');
});

const body =
  '{"list":[{"n":1,"s":"a"},{"n":2,"s":"b"}],"t":"x/y","d":1.50,"big":12345678901234567890,"o":{"k":"v"},"z":null}';

// Template, result.
const vectors: Readonly<Record<string, readonly (readonly [string, string])[]>> = {
  references: [
    ['$x ${x} $!x $!{x} $x.y $x.z() $x[0]', '      '],
    ['costs $5.00, $ and $$ and a@b.c #1 #', 'costs $5.00, $ and $$ and a@b.c #1 #'],
    ['#ff0000 #fff #unknown($x) # x', '#ff0000 #fff #unknown() # x'],
    ["$input.params('id').", '42.'],
    ["${input.params('id')}nd", '42nd'],
    ['\\$input.body \\#set($x = 1)', '$input.body #set( = 1)'],
    ["\\\\$input.params('id') a\\b", '\\42 a\\b'],
    ['#[[$input #end]]#', '$input #end'],
  ],
  parameters: [
    [
      "$input.params('q')|$input.params('Accept')|$input.params('accept')|$input.params('nothing')",
      "it's|text/html|text/html|",
    ],
    [
      "$input.params().path.id $input.params('path').get('id') $input.params().header.get('X-Quote')",
      '42 42 say "x"',
    ],
    ['$input.params().keySet()', '[path, querystring, header]'],
    ['$input.params().header.Accept', 'text/html'],
  ],
  bodies: [
    ["$input.json('$.list')", '[{"n":1,"s":"a"},{"n":2,"s":"b"}]'],
    ["$input.json('$.list[*].n') $input.json('$..s')", '[1,2] ["a","b"]'],
    [
      "$input.json('$.t') $input.json('$.d') $input.json('$.big') $input.json('$.nothing')",
      '"x/y" 1.5 12345678901234567890 ""',
    ],
    ["$input.path('$.list[1].s') $input.path('$.list[-1].n') $input.path(\"$['o']['k']\")", 'b 2 v'],
    ["$input.path('$.list').size() $input.path('$').list.get(0).n $input.path('$.list.length()')", '2 1 2'],
    ["$input.path('list[0].n')", '1'],
    ["#if($input.path('$.o').containsKey('k'))yes#end", 'yes'],
  ],
  util: [
    ["$util.escapeJavaScript($input.params('q'))", "it\\'s"],
    ["$util.escapeJavaScript($input.params('X-Quote'))", 'say \\"x\\"'],
    ["$util.escapeJavaScript('a/b\u00e9')", 'a\\/b\\u00E9'],
    ["$util.base64Encode('hi') $util.base64Decode('aGk=')", 'aGk= hi'],
    ["$util.urlDecode('a+b%2Fc') $util.urlEncode('a b/*~é')", 'a b/c a+b%2F*%7E%C3%A9'],
    ['$util.parseJson(\'{"a":[1,{"b":2}]}\').a[1].b', '2'],
    ['$util.nothing()', ''],
  ],
  directives: [
    ['#if($a)1#elseif($input.body)2#{else}3#{end}', '2'],
    ['#if(!$a && ($b || 1 == 1))y#end', 'y'],
    ['#if(1 <= 1 || 2 != 2 and false)y#else n#end', 'y'],
    ['#if(\'a\' eq "a" and 2 gt 1 and not false)y#end', 'y'],
    ['#if("")y#{else}n#end#if(0)y#{else}n#end#if([])y#{else}n#end', 'nyy'],
    ['#foreach($i in [1..3])$i#if($foreach.hasNext),#end#end', '1,2,3'],
    [
      '#foreach($i in [3..1])$foreach.index:$foreach.count:$velocityCount:$i;#end',
      '0:1:1:3;1:2:2:2;2:3:3:1;',
    ],
    ["#foreach($e in $input.path('$.o').entrySet())$e.key=$e.value $e.getKey()#end", 'k=v k'],
    ["#foreach($v in $input.path('$.o'))$v#end", 'v'],
    ['#foreach($i in [1..9])#if($i == 3)#break#end$i#end.', '12.'],
    ['#foreach($i in $nothing)$i#end.', '.'],
    ['#set($i = "before")#foreach($i in [1,2])$i#end$i', '12before'],
    ['a#stop b', 'a'],
    ['#macro(hi $name $n)[$name|$n]#end#hi("a" 1)#hi("b", 2)', '[a|1][b|2]'],
    ['#define($block)<$v>#end#set($v = 1)$block#set($v = 2)$block', '<1><2>'],
    ['a#* not\nthis *#b ## nor this\nc', 'ab c'],
  ],
  values: [
    ['#set($m = {"a": 1, "b": [1, "x"], $k : 2})$m.a $m.b $m.get("b").get(1)', '1 [1, x] x'],
    ['#set($l = [])#set($ignored = $l.add("x"))$l.size() $l[0] $l[5]', '1 x '],
    ['#set($n = (1 + 2) * 3 % 5 - 7 / 2)$n', '1'],
    ['#set($n = -$input.path("$.list[1].n") + 1.5)$n', '-0.5'],
    ['#set($s = "a" + 1)$s', 'a1'],
    ['#set($s = "$input.params(\'id\')#if(1 == 1)!#end")$s', '42!'],
    ["#set($s = '$input')$s", '$input'],
    ['#set($Integer = 0)#set($n = $Integer.parseInt("7") + 1)$n', '8'],
    ['#if(200 == "200")y#end#if(1 == 1.0)y#end#if("b" > "a")n#end', 'yy'],
    ['#set($t = "a,b,,")#set($s = $t.split(","))$s.size() $s.get(1)', '2 b'],
    [
      '$input.params("id").substring(0, 1)$input.params("id").length()$input.params("id").toUpperCase()',
      '4242',
    ],
    ['#set($s = "it\\\'s")$s.replaceAll("\\\\\'", "\'")', "it's"],
    [
      "#set($s = 'a1b22')$s.replaceAll('([0-9]+)', '<$1>') $s.matches('[a-z0-9]+') $s.contains('b')",
      'a<1>b<22> true true',
    ],
    ['$input.path("$.d") $input.path("$.z") $input.path("$.o.k").equals("v")', '1.5  true'],
  ],
  'white space': [
    ['#set($a = 1)\n#set($b = 2)  \n$a$b\n', '12\n'],
    ['  #set($a = 1)\nx\n  #set($b = 2)\ny', 'x\n  y'],
    ['#if(1 == 1)\n  x\n#end\ny', '  x\ny'],
    [
      '[\n#foreach($i in [1,2])\n    #set($j = $i)\n"$j"\n    #if($foreach.hasNext),#end\n#end\n]',
      '[\n"1"\n    ,"2"\n    ]',
    ],
    ['x ## comment\r\ny', 'x y'],
    ['#macro(m)\nz\n#end\n#m()\n.', 'z\n.'],
  ],
};

for (const [name, list] of Object.entries(vectors)) {
  test(`${name} render as Velocity has it`, () => {
    for (const [template, text] of list) assert.equal(render(template, { body }), text, template);
  });
}

test("the console's passthrough template gives JSON, in the order of its maps", () => {
  const template = `#set($allParams = $input.params())
{
"body-json" : $input.json('$'),
"params" : {
#foreach($type in $allParams.keySet())
    #set($params = $allParams.get($type))
"$type" : {
    #foreach($paramName in $params.keySet())
    "$paramName" : "$util.escapeJavaScript($params.get($paramName)).replaceAll("\\\\'", "'")"
        #if($foreach.hasNext),#end
    #end
}
    #if($foreach.hasNext),#end
#end
},
"stage-variables" : {
#foreach($key in $stageVariables.keySet())
"$key" : "$util.escapeJavaScript($stageVariables.get($key))"
    #if($foreach.hasNext),#end
#end
},
"context" : { "user" : "$context.identity.user" }
}`;
  const text = render(template, { body: '{"a":1}' });
  assert.deepEqual(JSON.parse(text), {
    'body-json': { a: 1 },
    params: {
      path: { id: '42' },
      querystring: { q: "it's" },
      header: { Accept: 'text/html', 'X-Quote': 'say "x"' },
    },
    'stage-variables': {},
    context: { user: '' },
  });
});

test('templates that AWS could not carry out are refused with the place', () => {
  for (const template of [
    '#if($a)x',
    'x#end',
    '#set($a)',
    '$a.b(',
    '#foreach($x $y)#end',
    '#if($a)#else#elseif($b)#end',
    '#set($a = "x)',
  ]) {
    assert.throws(() => render(template), TemplateError, template);
  }
  assert.throws(() => render('a\n#if($b'), { message: /^line 2, column 7: expected "\)", found the end$/ });
  for (const template of [
    "#set($s = 'ab')$s.substring(3)",
    '#set($l = [])$l.get(0)',
    "$util.parseJson('{')",
  ]) {
    assert.throws(() => render(template), TemplateError, template);
  }
});

test('a body that is no JSON is a text, sloppy JSON is read, and broken JSON ends the rendering', () => {
  assert.equal(render("$input.path('$').split('&')[1]", { body: 'a=1&b=2' }), 'b=2');
  assert.equal(render("$input.json('$')", { body: 'some raw data' }), '"some raw data"');
  assert.equal(render("$input.path('$.a')", { body: "{a: 'b',}" }), 'b');
  assert.throws(() => render("$input.json('$')", { body: '{"a": ' }), TemplateError);
});

test('a loop ends after 1,000 rounds; endless work and nesting end in an error', () => {
  assert.equal(render('#foreach($i in [1..5000])x#end').length, 1000);
  const loops = '#foreach($i in [1..1000])'.repeat(3) + 'x' + '#end'.repeat(3);
  assert.throws(() => render(loops), /more than 1000000 steps/);
  assert.throws(() => render('#macro(m)#m()#end#m()'), /nested deeper/);
  assert.throws(() => render('#define($d)$d#end$d'), /nested deeper/);
  assert.throws(() => parseTemplate('x'.repeat(307_201)), /longer than 307200/);
  const doubling = `#set($s = "${'x'.repeat(1000)}")#foreach($i in [1..40])#set($s = "$s$s")#end`;
  assert.throws(() => render(doubling), /characters of output/);
});

test('a template of the greatest size is parsed in moments, whatever it holds', () => {
  for (const piece of ['{"a": "$x", ', '# ', '$', '#if($x)a#end', '\\', '##\n', '$x.y(1)[2]']) {
    const started = performance.now();
    parseTemplate(piece.repeat(Math.floor(300_000 / piece.length)));
    assert.ok(performance.now() - started < 1500, piece);
  }
});

test('nothing of JavaScript can be reached', () => {
  for (const name of [
    'constructor',
    '__proto__',
    'prototype',
    'toString.constructor',
    'entries',
    'items',
    'class',
  ]) {
    for (const root of [
      "$input.path('$')",
      "$input.path('$.list')",
      '$input',
      '$util',
      "$input.params('id')",
    ]) {
      assert.equal(render(`${root}.${name}`, { body }), '', `${root}.${name}`);
      assert.equal(render(`${root}["${name}"]`, { body }), '', `${root}[${name}]`);
    }
  }
});

test('text without signs of Velocity is what it was, and no text brings down the parser', () => {
  fc.assert(fc.property(fc.stringMatching(/^[^$#\\]*$/), (text) => assert.equal(render(text), text)));
  const piece = fc.constantFrom(
    '$x',
    '#if(',
    ')',
    '#end',
    '#set($a=',
    '"',
    "'",
    '[',
    '{',
    '\\',
    '.',
    '$',
    '#',
    '\n',
    'a',
    '1',
    '(',
    '#foreach($i in ',
    '#macro(m)',
    '#m()',
    ' ',
    '&&',
    '==',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
      try {
        render(pieces.join(''));
      } catch (thrown) {
        assert.ok(thrown instanceof TemplateError, String(thrown));
      }
    }),
    { numRuns: 500 },
  );
});
