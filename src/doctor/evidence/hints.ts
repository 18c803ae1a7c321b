// What a person says in words around the evidence. Weak: it turns the scale between causes that the evidence leaves open.

const patterns = {
  consoleWorks:
    /(?:work|succe|fine|\b200\b|\bok\b)[^.;]{0,60}(?:\bconsole|\btest(?:ing|ed)?\b|test.?invoke)|(?:\bconsole|test.?invoke|\btest button|\btest feature|via test)[^.;]{0,60}(?:work|succe|fine|\b200\b|\bok\b)/i,
  consoleFails: /(?:fail|error|\b50\d\b)[^.;]{0,40}(?:only )?(?:in|from) the (?:\w+ ){0,2}(?:console|test)/i,
  renamed:
    /renam|re-?creat|changed? (?:the )?(?:function|stack|logical)|replaced? (?:the )?function|(?:adding|added|setting|changing) functionname|functionname/i,
  resaveHelps:
    /re-?sav|edit(?:ing)? ?(?:\+|and|&) ?sav|saving (?:the|it)|re-?select|re-?attach|(?:click|press)\w* save|through (?:the )?(?:portal|console)|manually (?:add|creat|in the console)/i,
  redeployHelps:
    /re-?deploy\w*(?![^.;]{0,40}(?:same|still|does(?:n't| not)|no (?:help|luck|effect|change)|didn))|manual(?:ly)? deploy|(?:old|previous) (?:function|version|integration|arn)|deploy(?:ing)? (?:the )?(?:api|stage)[^.;]{0,30}(?:again|fix|help|solv)|not (?:been )?deployed|new deployment/i,
  someRoutesWork:
    /(?:some|other|only|except|certain|one)\b[^.;]{0,50}(?:route|path|method|endpoint|resource|stage)|(?:route|path|method|endpoint|resource)s?[^.;]{0,30}\b(?:work|fail)[^.;]{0,40}(?:other|root|but|while|do(?:es)? not)/i,
  apiKey: /api[- ]?key|usage ?plan/i,
  otherSystem:
    /(?:work|fine|ok|succe|deploy|build|built|zip)\w*[^.;]{0,60}\b(?:windows|mac(?:os|book)?|osx|linux|wsl|ubuntu)\b|\b(?:windows|mac(?:os|book)?|osx|linux|wsl|ubuntu)\b[^.;]{0,60}(?:work|fine|ok|succe|deploy|build|built|zip)/i,
  zipModes: /\bchmod\b|permission bits|file permissions|world.?readable|\bumask\b|\b(?:0?600|0?700|0?640)\b/i,
  vpc: /\bvpc\b|\bnat\b|subnet|security group|internet (?:access|gateway|connection)|no internet|outbound|egress|private network|peering/i,
  externalFails: /google\.com|internet|external|outside|third.party|public (?:api|url|endpoint)/i,
  cors: /\bcors\b|access-control-allow-origin|cross.origin/i,
  base64Text: /base64|\biVBOR|\bJVBER|R0lGOD|garbled|corrupt(?:ed)? (?:image|file|pdf|zip)/i,
  afterIdle:
    /\bidle\b|first (?:call|request|invocation)[^.;]{0,20}after|not (?:been )?(?:called|used|invoked) for/i,
  coldOnly: /cold start|first (?:few )?(?:call|request|invocation|time)|only (?:the )?first/i,
  alias: /\balias(?:es)?\b|qualifier|published version/i,
  stageVariable: /stage ?variable/i,
  justDeployed:
    /(?:second|minute|right|immediately|shortly|just|soon)s? after[^.;]{0,30}(?:deploy|creat|updat)|propagat|eventual/i,
  transient:
    /intermittent|sometimes|occasional|then (?:it )?(?:work|200)|goes away|after (?:a while|some (?:time|seconds))|retry(?:ing)? (?:work|help|succe)/i,
  reachedEnd:
    /event loop|gett?ing all the way|all the way through|callback (?:is|was|gets) (?:called|executed|reached)|(?:finish|complet|done|logs? (?:the )?(?:result|response))[^.;]{0,60}(?:but|still|then|yet)[^.;]{0,40}(?:tim(?:e|ing)|hang)|callbackwaitsforemptyeventloop|never ends/i,
  largeHeaders:
    /(?:large|big|long|many|size|huge)[^.;]{0,30}(?:cookie|header)|(?:cookie|header)s?[^.;]{0,30}(?:large|big|too long|size|limit)/i,
  noFunctionLog:
    /no (?:function |lambda |cloudwatch )?(?:logs?|entries|log entries|invocation)|not (?:being )?(?:recorded|invoked|called|triggered|executed)|never (?:invoked|called|reached|executed)|no event is routed|nothing in (?:the )?(?:log|cloudwatch)|there is no log/i,
  thenWorks: /\b50\d\b[^]{0,80}\b(?:ok|200)\b|fails? (?:at )?first[^.;]{0,40}then/i,
  slow: /\b(?:2\d|3\d|[4-9]\d|\d{3,})\s?s(?:ec(?:ond)?s?)?\b|long.?running|takes? (?:too )?long/i,
  httpApi: /http api|payload (?:format )?(?:version )?2|httpapi|apigatewayv2|function url/i,
  nonProxy:
    /non.?proxy|integration: ?lambda\b|without proxy|proxy integration (?:is )?(?:not|off|disabled)|\bjetty\b|lambda integration \(/i,
  payloadLarge:
    /\b\d+(?:\.\d+)? ?(?:mb|mib)\b|\d{1,3},\d{3},\d{3} bytes|large (?:response|payload|file|gif|image|body)|payload (?:size|over)/i,
  works: /\bwork(?:s|ed|ing)?\b/i,
  local: /\blocal(?:ly|host)?\b|on my machine|sam local|offline/i,
  layer: /\blayers?\b/i,
  authorizer: /authori[sz]er|custom auth/i,
  emptyBody: /(?:empty|no|without|null|missing) (?:a )?(?:request )?body/i,
  trailingOrRoot: /(?:root|"\/"|'\/'|\s\/\s|trailing slash)/i,
  sizeOnly: /only (?:for|with|when)[^.;]{0,20}(?:large|big)/i,
} as const;

export type Hint = keyof typeof patterns;
export type Hints = ReadonlySet<Hint>;

const charactersMax = 20_000;

export function readHints(words: string): Hints {
  const text = words.slice(0, charactersMax);
  const found = new Set<Hint>();
  for (const [hint, pattern] of Object.entries(patterns) as [Hint, RegExp][]) {
    if (pattern.test(text)) found.add(hint);
  }
  return found;
}
