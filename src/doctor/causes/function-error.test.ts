import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Outcome } from '../../execution/outcome.ts';
import type { PackageFact } from '../case.ts';
import { explain, type ExplainContext } from '../explain.ts';
import { executionOf, folderOf, type ExecutionParts } from '../testing/execution-of.ts';
import {
  commonJsLoader,
  esModuleLoader,
  nodeError,
  pythonError,
  thrownByHandler,
} from '../testing/function-error.ts';

interface Row {
  readonly outcome: Outcome;
  readonly cause: string;
  readonly runtime?: string;
  readonly handler?: string;
  readonly files?: Readonly<Record<string, string>>;
  /** `mode path`, folders with a closing slash. */
  readonly listing?: readonly string[];
  readonly log?: readonly string[];
  readonly facts?: ExplainContext['function'];
  readonly taskRoot?: string;
  readonly parts?: ExecutionParts;
  readonly at?: string | null;
  readonly title?: RegExp;
  readonly why?: RegExp;
  readonly fix?: RegExp;
  readonly command?: string;
  readonly patch?: RegExp;
}

function packageFact(line: string): PackageFact {
  const [mode, path] = line.split(' ') as [string, string];
  const isFolder = path.endsWith('/');
  return {
    path: isFolder ? path.slice(0, -1) : path,
    type: isFolder ? 'directory' : 'file',
    mode: Number.parseInt(mode, 8),
  };
}

function check(row: Row): void {
  const context: ExplainContext = {
    function: { runtime: row.runtime ?? 'nodejs22.x', handler: row.handler ?? 'index.handler', ...row.facts },
    ...(row.files === undefined ? {} : { source: folderOf(row.files) }),
    ...(row.listing === undefined ? {} : { packageListing: row.listing.map(packageFact) }),
    ...(row.log === undefined ? {} : { functionLog: row.log }),
    ...(row.taskRoot === undefined ? {} : { taskRoot: row.taskRoot }),
  };
  const finding = explain(executionOf(row.outcome, row.parts), context);
  assert.ok(finding !== null);
  assert.equal(finding.cause, row.cause, finding.title);
  const place = finding.source === null ? null : `${finding.source.file}:${finding.source.line}`;
  if (row.at !== undefined) assert.equal(place, row.at);
  if (row.title !== undefined) assert.match(finding.title, row.title);
  if (row.why !== undefined) assert.match(finding.why, row.why);
  if (row.fix !== undefined) assert.match(finding.fix.text, row.fix);
  if (row.command !== undefined) assert.equal(finding.fix.command, row.command);
  if (row.patch !== undefined) assert.match(finding.fix.patch ?? '', row.patch);
}

const missing = (name: string, stack: readonly string[]): Outcome =>
  nodeError(
    'Runtime.ImportModuleError',
    `Error: Cannot find module '${name}'\nRequire stack:\n${stack.map((file) => `- ${file}`).join('\n')}`,
  );

const rows: Readonly<Record<string, Row>> = {
  // --- modules that cannot be found (TAXONOMY rules 1 and 2)
  'a library that is not packaged, Node.js': {
    outcome: missing('express', ['/var/task/lib/app.js', '/var/task/index.js', '/var/runtime/index.mjs']),
    files: {
      'index.js': "require('./lib/app');\n",
      'lib/app.js': "'use strict';\nconst express = require('express');\n",
    },
    listing: ['644 index.js', '755 lib/', '644 lib/app.js'],
    cause: 'package.missing-module',
    at: 'src/lib/app.js:2',
    title: /`express`/,
    command: 'npm install --prefix src express',
  },
  'a library that is not packaged, imported by an ES module': {
    outcome: nodeError('Error', "Cannot find package '@scope/tool' imported from /var/task/index.mjs"),
    files: { 'index.mjs': "import { tool } from '@scope/tool/part';\nexport const handler = tool;\n" },
    cause: 'package.missing-module',
    at: 'src/index.mjs:1',
    title: /`@scope\/tool`/,
  },
  'a library that is not packaged, Python': {
    outcome: pythonError(
      'Runtime.ImportModuleError',
      "Unable to import module 'app': No module named 'requests'",
    ),
    runtime: 'python3.12',
    handler: 'app.handler',
    listing: ['644 app.py'],
    cause: 'package.missing-module',
    title: /`requests`/,
    command: 'pip install requests -t .',
  },
  'a library imported late, Python': {
    outcome: pythonError('ModuleNotFoundError', "No module named 'yaml'", [
      ['/var/task/app.py', 4, 'handler', 'import yaml'],
    ]),
    runtime: 'python3.12',
    handler: 'app.handler',
    files: { 'app.py': 'import json\n\ndef handler(event, context):\n    import yaml\n' },
    cause: 'package.missing-module',
    at: 'src/app.py:4',
  },
  'a file of the function’s own in other letter case': {
    outcome: missing('./lib/Db', ['/var/task/index.js', '/var/runtime/index.mjs']),
    files: { 'index.js': "const db = require('./lib/Db');\n" },
    listing: ['644 index.js', '755 lib/', '644 lib/db.js'],
    cause: 'package.missing-module',
    at: 'src/index.js:1',
    why: /`lib\/db\.js`/,
  },
  'a relative import of an ES module without extension': {
    outcome: nodeError('Error', "Cannot find module '/var/task/lib/db' imported from /var/task/index.mjs"),
    files: { 'index.mjs': "import './lib/db';\n" },
    listing: ['644 index.mjs', '644 lib/db.js'],
    cause: 'package.missing-module',
    at: 'src/index.mjs:1',
    title: /`lib\/db`/,
  },
  'the sandbox’s own folder is looked through': {
    outcome: missing('express', ['/tmp/varco/task-1/index.js']),
    taskRoot: '/tmp/varco/task-1',
    files: { 'index.js': "require('express');\n" },
    cause: 'package.missing-module',
    at: 'src/index.js:1',
  },
  'a module asked for from a layer': {
    outcome: missing('moment', ['/opt/nodejs/node_modules/shared/index.js']),
    cause: 'package.layer-not-resolved',
  },
  'an ES module import with layers': {
    outcome: nodeError('Error', "Cannot find package 'moment' imported from /var/task/index.mjs"),
    facts: { layers: ['arn:aws:lambda:eu-south-1:123456789012:layer:libs:3'] },
    cause: 'package.layer-not-resolved',
    why: /NODE_PATH/,
  },
  'aws-sdk v2 since nodejs18.x': {
    outcome: missing('aws-sdk/clients/s3', ['/var/task/index.js', '/var/runtime/index.mjs']),
    files: { 'index.js': "const S3 = require('aws-sdk/clients/s3');\n" },
    cause: 'package.runtime-removed-module',
    at: 'src/index.js:1',
    title: /`aws-sdk`.*nodejs22\.x/,
  },
  'distutils since python3.12': {
    outcome: pythonError(
      'Runtime.ImportModuleError',
      "Unable to import module 'app': No module named 'distutils'",
    ),
    runtime: 'python3.12',
    handler: 'app.handler',
    cause: 'package.runtime-removed-module',
  },
  'distutils on python3.9 is merely missing': {
    outcome: pythonError(
      'Runtime.ImportModuleError',
      "Unable to import module 'app': No module named 'distutils'",
    ),
    runtime: 'python3.9',
    handler: 'app.handler',
    cause: 'package.missing-module',
  },
  'the handler’s file, Node.js': {
    outcome: missing('index', ['/var/runtime/index.mjs']),
    listing: ['755 src/', '644 src/index.js', '644 package.json'],
    cause: 'handler.module-not-found',
    at: null,
    fix: /`src\/index\.handler`/,
    patch: /^\+Handler: src\/index\.handler$/m,
  },
  'the handler’s file in a folder, whose client names the last part only': {
    outcome: missing('app', ['/srv/varco/runtimes/node/vendor/ric-3/index.mjs']),
    handler: 'functions/app.run',
    listing: ['644 functions/ap.js'],
    cause: 'handler.module-not-found',
    fix: /`functions\/ap\.run`/,
  },
  'the handler’s file, Python': {
    outcome: pythonError(
      'Runtime.ImportModuleError',
      "Unable to import module 'lambda_function': No module named 'lambda_function'",
    ),
    runtime: 'python3.13',
    handler: 'lambda_function.lambda_handler',
    listing: ['644 lamda_function.py'],
    cause: 'handler.module-not-found',
    fix: /`lamda_function\.lambda_handler`/,
  },
  'a package zipped with its folder': {
    outcome: pythonError(
      'Runtime.ImportModuleError',
      "Unable to import module 'handler': No module named 'handler'",
    ),
    runtime: 'python3.13',
    handler: 'handler.main',
    listing: ['755 api-v2/', '644 api-v2/handler.py', '644 api-v2/tools.py'],
    cause: 'package.nested-folder',
    title: /`api-v2`/,
  },
  'a Python file on a Node.js runtime': {
    outcome: missing('index', ['/var/runtime/index.mjs']),
    listing: ['644 index.py'],
    cause: 'handler.wrong-runtime',
    title: /Python.*nodejs22\.x/,
  },
  'an uncompiled TypeScript handler': {
    outcome: missing('index', ['/var/runtime/index.mjs']),
    listing: ['644 index.ts'],
    cause: 'handler.wrong-runtime',
    title: /TypeScript/,
  },
  // --- what the modes forbid
  'an unreadable handler, Node.js': {
    outcome: nodeError('Error', "EACCES: permission denied, open '/var/task/index.js'", [
      'Object.open (node:internal/fs/sync:78:11)',
    ]),
    listing: ['600 index.js', '644 package.json'],
    files: {},
    cause: 'package.unreadable-file',
    title: /`index\.js`/,
    command: 'chmod 644 src/index.js',
  },
  'an unreadable handler, Python': {
    outcome: pythonError('PermissionError', "[Errno 13] Permission denied: '/var/task/lambda_function.py'"),
    runtime: 'python3.12',
    handler: 'lambda_function.lambda_handler',
    listing: ['640 lambda_function.py', '600 other.py'],
    cause: 'package.unreadable-file',
    why: /Mode 640.*1 more entry is/,
    command: 'chmod -R u=rwX,go=rX .',
  },
  'an unreadable file that looks missing, in a closed folder': {
    outcome: missing('./lib/db', ['/var/task/index.js', '/var/runtime/index.mjs']),
    listing: ['644 index.js', '700 lib/', '644 lib/db.js'],
    cause: 'package.unreadable-file',
    why: /takes what it cannot read for missing/,
  },
  'a Python package nobody may enter looks missing': {
    outcome: pythonError(
      'Runtime.ImportModuleError',
      "Unable to import module 'app': No module named 'models'",
    ),
    runtime: 'python3.12',
    handler: 'app.handler',
    listing: ['644 app.py', '750 models/', '644 models/__init__.py'],
    cause: 'package.unreadable-file',
  },
  'a program without execute bits': {
    outcome: nodeError('Error', 'spawn /var/task/bin/tool EACCES', [
      'ChildProcess._handle.onexit (node:internal/child_process:285:19)',
    ]),
    listing: ['755 bin/', '644 bin/tool'],
    files: {},
    cause: 'package.not-executable',
    command: 'chmod 755 src/bin/tool',
  },
  'a program without execute bits, Python': {
    outcome: pythonError('PermissionError', "[Errno 13] Permission denied: '/var/task/bin/tool'", [
      ['/var/task/app.py', 3, 'handler', 'subprocess.run(["/var/task/bin/tool"])'],
    ]),
    runtime: 'python3.12',
    listing: ['755 bin/', '644 bin/tool'],
    cause: 'package.not-executable',
    at: 'app.py:3',
  },
  'a write into the package': {
    outcome: nodeError('Error', "EACCES: permission denied, open '/var/task/cache.json'", [
      'Object.writeFileSync (node:fs:2379:20)',
      'handler (/var/task/index.js:2:6)',
    ]),
    listing: ['644 index.js'],
    files: { 'index.js': 'exports.handler = async () => {\n  fs.writeFileSync("cache.json", "");\n};\n' },
    cause: 'runtime.read-only-filesystem',
    at: 'src/index.js:2',
  },
  'a read-only file system': {
    outcome: nodeError('Error', "EROFS: read-only file system, mkdir '/home/sbx_user1051'"),
    cause: 'runtime.read-only-filesystem',
  },
  'a full /tmp': {
    outcome: pythonError('OSError', '[Errno 28] No space left on device'),
    runtime: 'python3.12',
    cause: 'runtime.tmp-full',
  },
  'a data file that is not packaged': {
    outcome: pythonError('FileNotFoundError', "[Errno 2] No such file or directory: 'page.html'", [
      ['/var/task/app.py', 5, 'handler', "open('page.html')"],
    ]),
    runtime: 'python3.12',
    handler: 'app.handler',
    listing: ['644 app.py', '644 templates/page.html'],
    cause: 'package.missing-data-file',
    why: /`templates\/page\.html`/,
  },
  'a module compiled for another platform': {
    outcome: nodeError('Error', '/var/task/node_modules/sharp/build/Release/sharp.node: invalid ELF header', [
      'Module.load (node:internal/modules/cjs/loader:1289:32)',
    ]),
    cause: 'package.native-wrong-platform',
  },
  'a C extension that is missing for this interpreter': {
    outcome: pythonError(
      'Runtime.ImportModuleError',
      "Unable to import module 'app': No module named 'pydantic_core._pydantic_core'",
    ),
    runtime: 'python3.12',
    handler: 'app.handler',
    cause: 'package.native-wrong-platform',
  },
  'a C extension of the standard library': {
    outcome: pythonError(
      'Runtime.ImportModuleError',
      "Unable to import module 'app': No module named '_sqlite3'",
    ),
    runtime: 'python3.12',
    handler: 'app.handler',
    cause: 'package.native-missing-library',
  },
  // --- module systems
  'import in CommonJS': {
    outcome: nodeError(
      'Runtime.UserCodeSyntaxError',
      'SyntaxError: Cannot use import statement outside a module',
      ['_loadUserApp (file:///var/runtime/index.mjs:1084:17)'],
    ),
    runtime: 'nodejs20.x',
    files: { 'index.js': '// tools\nimport fs from "node:fs";\nexport const handler = async () => {};\n' },
    cause: 'package.esm-cjs',
    at: 'src/index.js:2',
    fix: /\.mjs/,
  },
  'require in an ES module': {
    outcome: nodeError(
      'ReferenceError',
      'require is not defined in ES module scope, you can use import instead',
      ['file:///var/task/index.mjs:1:11', ...esModuleLoader],
    ),
    files: { 'index.mjs': 'const fs = require("fs");\n' },
    cause: 'package.esm-cjs',
    at: 'src/index.mjs:1',
    fix: /\.cjs/,
  },
  'require of an ES module': {
    outcome: nodeError(
      'Error',
      'require() of ES Module /var/task/node_modules/got/dist/source/index.js from /var/task/index.js not supported.',
      ['Object.<anonymous> (/var/task/index.js:1:13)', ...commonJsLoader],
    ),
    cause: 'package.esm-cjs',
    title: /`got`/,
    at: 'index.js:1',
  },
  // --- the handler's name
  'an export that is not there': {
    outcome: nodeError('Runtime.HandlerNotFound', 'index.handler is undefined or not exported'),
    files: { 'index.js': 'exports.hander = async () => ({});\n' },
    cause: 'handler.not-found',
    at: 'src/index.js:1',
    fix: /`index\.hander`/,
    patch: /^\+Handler: index\.hander$/m,
  },
  'an export that is no function': {
    outcome: nodeError('Runtime.HandlerNotFound', 'index.handler is not a function'),
    files: { 'index.js': 'exports.handler = 5;\n' },
    cause: 'handler.not-found',
    title: /not a function/,
  },
  'a Python function that is not there': {
    outcome: pythonError('Runtime.HandlerNotFound', "Handler 'handler' missing on module 'app'"),
    runtime: 'python3.12',
    handler: 'app.handler',
    cause: 'handler.not-found',
    fix: /`def handler\(event, context\)`/,
  },
  'a handler without a dot': {
    outcome: nodeError('Runtime.MalformedHandlerName', 'Bad handler'),
    handler: 'index',
    files: { 'index.js': 'exports.run = async () => ({});\n' },
    cause: 'handler.malformed-name',
    fix: /`index\.run`/,
    patch: /^\+Handler: index\.run$/m,
  },
  'a handler with dots to climb': {
    outcome: nodeError(
      'Runtime.MalformedHandlerName',
      "'../index.handler' is not a valid handler name. Use absolute paths when specifying root directories in handler names.",
    ),
    handler: '../index.handler',
    cause: 'handler.malformed-name',
    why: /`\.\.`/,
  },
  'a Python handler without a dot': {
    outcome: pythonError(
      'Runtime.MalformedHandlerName',
      "Bad handler 'app': not enough values to unpack (expected 2, got 1)",
    ),
    runtime: 'python3.12',
    handler: 'app',
    cause: 'handler.malformed-name',
    why: /module\.function/,
  },
  'a handler with the file’s extension, Node.js': {
    outcome: nodeError('Runtime.HandlerNotFound', 'index.js.handler is undefined or not exported'),
    handler: 'index.js.handler',
    files: { 'index.js': 'exports.other = 1;\nexports.handler = async () => ({});\n' },
    cause: 'handler.malformed-name',
    patch: /^\+Handler: index\.handler$/m,
  },
  'a handler with the file’s extension, Python': {
    outcome: pythonError('Runtime.HandlerNotFound', "Handler 'py' missing on module 'app'"),
    runtime: 'python3.12',
    handler: 'app.py',
    listing: ['644 app.py'],
    cause: 'handler.malformed-name',
  },
  'a handler with the file’s extension and a name, Python': {
    outcome: pythonError(
      'Runtime.ImportModuleError',
      "Unable to import module 'app.py': No module named 'app.py'; 'app' is not a package",
    ),
    runtime: 'python3.12',
    handler: 'app.py.run',
    listing: ['644 app.py'],
    cause: 'handler.malformed-name',
    patch: /^\+Handler: app\.run$/m,
  },
  'a module called as one of Python’s own': {
    outcome: pythonError(
      'Runtime.BuiltInModuleConflict',
      'Cannot use built-in module sys as a handler module',
    ),
    runtime: 'python3.12',
    handler: 'sys.handler',
    cause: 'handler.malformed-name',
    fix: /Rename the file/,
  },
  'three parameters on nodejs24.x': {
    outcome: nodeError(
      'Runtime.CallbackHandlerDeprecated',
      'ERROR: AWS Lambda has removed support for callback-based function handlers starting with Node.js 24. …',
    ),
    runtime: 'nodejs24.x',
    files: { 'index.js': '\nexports.handler = (event, context, callback) => callback(null, {});\n' },
    cause: 'handler.callback-unsupported',
    at: 'src/index.js:2',
  },
  // --- loading
  'a syntax error whose error does not say where': {
    outcome: nodeError('Runtime.UserCodeSyntaxError', "SyntaxError: Unexpected token ';'", [
      '_loadUserApp (file:///var/runtime/index.mjs:1084:17)',
    ]),
    files: { 'index.js': "require('./lib/a');\n", 'lib/a.js': 'const a = {\n  b: 1;\n};\n' },
    cause: 'init.syntax-error',
    at: 'src/lib/a.js:2',
  },
  'a syntax error whose stack begins with its place': {
    outcome: {
      kind: 'function-error',
      errorType: 'Runtime.UserCodeSyntaxError',
      errorMessage: "SyntaxError: Unexpected token ';'",
      trace: [
        '/var/task/index.js:2',
        '  return { statusCode: 200;',
        '                          ^',
        '',
        "SyntaxError: Unexpected token ';'",
        '    at wrapSafe (node:internal/modules/cjs/loader:1861:18)',
      ],
    },
    cause: 'init.syntax-error',
    at: 'index.js:2',
  },
  'a Python syntax error': {
    outcome: {
      kind: 'function-error',
      errorType: 'Runtime.UserCodeSyntaxError',
      errorMessage: "Syntax error in module 'app': invalid syntax (app.py, line 3)",
      trace: ['  File "/var/task/app.py" Line 3\n    return {\n'],
    },
    runtime: 'python3.12',
    handler: 'app.handler',
    files: { 'app.py': 'import json\ndef handler(event, context)\n    return {}\n' },
    cause: 'init.syntax-error',
    at: 'src/app.py:3',
  },
  'an exception while loading, Node.js': {
    outcome: nodeError('TypeError', 'connect is not a function', [
      'Object.<anonymous> (/var/task/index.js:2:1)',
      ...commonJsLoader,
    ]),
    files: { 'index.js': 'const { connect } = require("./db");\nconnect();\n' },
    cause: 'init.exception',
    at: 'src/index.js:2',
  },
  'an exception while loading, Python': {
    outcome: pythonError('ZeroDivisionError', 'division by zero', [
      [
        '/var/lang/lib/python3.12/importlib/__init__.py',
        90,
        'import_module',
        'return _bootstrap._gcd_import(name[level:], package, level)',
      ],
      ['/var/task/app.py', 2, '<module>', 'RATE = 1 / 0'],
    ]),
    runtime: 'python3.12',
    handler: 'app.handler',
    files: { 'app.py': 'import json\nRATE = 1 / 0\n' },
    cause: 'init.exception',
    at: 'src/app.py:2',
  },
  'an unset variable while loading, Node.js': {
    outcome: nodeError('TypeError', "Cannot read properties of undefined (reading 'split')", [
      'file:///var/task/index.mjs:1:32',
      ...esModuleLoader,
    ]),
    files: { 'index.mjs': 'const tables = process.env.TAB.split(",");\n' },
    facts: { environmentNames: ['TABS'] },
    cause: 'init.env-missing',
    title: /`TAB`/,
    at: 'src/index.mjs:1',
  },
  'an unset variable while loading, Python': {
    outcome: pythonError('KeyError', "'TABLE'", [
      ['/var/task/app.py', 3, '<module>', "TABLE = os.environ['TABLE']"],
      ['<frozen os>', 679, '__getitem__', ''],
    ]),
    runtime: 'python3.12',
    handler: 'app.handler',
    cause: 'init.env-missing',
    title: /`TABLE`/,
  },
  'an unset variable in the handler': {
    outcome: pythonError('KeyError', "'TABLE'", [
      ['/var/task/app.py', 6, 'handler', "table = os.environ['TABLE']"],
    ]),
    runtime: 'python3.12',
    handler: 'app.handler',
    cause: 'runtime.env-missing',
  },
  // --- the event
  'path parameters taken apart': {
    outcome: nodeError(
      'TypeError',
      "Cannot destructure property 'id' of 'event.pathParameters' as it is null.",
      ['handler (/var/task/index.js:1:51)'],
    ),
    parts: { event: { pathParameters: null } },
    cause: 'runtime.event-shape',
    title: /`pathParameters`/,
  },
  'a field that this event does have is no matter of the event': {
    outcome: nodeError(
      'TypeError',
      "Cannot destructure property 'id' of 'event.pathParameters' as it is null.",
      ['handler (/var/task/index.js:1:51)'],
    ),
    parts: { event: { pathParameters: { id: '7' } } },
    cause: 'runtime.unhandled-exception',
  },
  'payload format 2.0, Python': {
    outcome: pythonError('KeyError', "'rawPath'", [
      ['/var/task/app.py', 3, 'handler', "path = event['rawPath']"],
    ]),
    runtime: 'python3.12',
    handler: 'app.handler',
    cause: 'runtime.event-shape',
    title: /no `rawPath`/,
  },
  'a null field, Python': {
    outcome: pythonError('TypeError', "'NoneType' object is not subscriptable", [
      ['/var/task/app.py', 3, 'handler', "id = event['queryStringParameters']['id']"],
    ]),
    runtime: 'python3.12',
    handler: 'app.handler',
    cause: 'runtime.event-shape',
    fix: /event\.get\("queryStringParameters"\)/,
  },
  'a missing body, Python': {
    outcome: pythonError('TypeError', 'the JSON object must be str, bytes or bytearray, not NoneType', [
      ['/var/task/app.py', 4, 'handler', "order = json.loads(event['body'])"],
      ['/var/lang/lib/python3.12/json/__init__.py', 339, 'loads', 'raise TypeError(…)'],
    ]),
    runtime: 'python3.12',
    handler: 'app.handler',
    files: { 'app.py': '\n\n\norder = json.loads(event["body"])\n' },
    cause: 'runtime.event-shape',
    at: 'src/app.py:4',
    why: /without a body/,
  },
  // --- results
  'a result with a circle': {
    outcome: nodeError('Error', 'Unable to stringify response body', [
      '_trySerializeResponse (file:///var/runtime/index.mjs:616:15)',
    ]),
    files: { 'index.js': 'exports.handler = async () => {\n  return build();\n};\n' },
    cause: 'response.not-serializable',
    at: 'src/index.js:2',
  },
  'a datetime in the result': {
    outcome: pythonError(
      'Runtime.MarshalError',
      'Unable to marshal response: Object of type datetime is not JSON serializable',
    ),
    runtime: 'python3.12',
    cause: 'response.not-serializable',
    fix: /isoformat/,
  },
  'a BigInt given to JSON.stringify by the handler': {
    outcome: nodeError('TypeError', 'Do not know how to serialize a BigInt', [
      'JSON.stringify (<anonymous>)',
      'handler (/var/task/index.js:1:60)',
    ]),
    cause: 'response.not-serializable',
    at: 'index.js:1',
  },
  'more than 6 MB, told as a function error': {
    outcome: nodeError(
      'Function.ResponseSizeTooLarge',
      'Response payload size exceeded maximum allowed payload size (6291556 bytes).',
    ),
    cause: 'response.too-large',
  },
  // --- errors of the code
  'a thrown error, at the user’s own frame': {
    outcome: nodeError('KitchenClosed', 'after 11', [
      'check (/var/task/node_modules/kitchen/index.js:9:9)',
      'order (/var/task/lib/order.js:1:22)',
      'async handler (/var/task/index.js:5:3)',
    ]),
    files: { 'lib/order.js': 'export const order = () => check();\n' },
    cause: 'runtime.unhandled-exception',
    at: 'src/lib/order.js:1',
    title: /KitchenClosed: after 11/,
  },
  'a thrown error in a vendored Python library': {
    outcome: pythonError('ConnectTimeout', 'timed out', [
      ['/var/task/app.py', 4, 'handler', 'requests.get(url)'],
      ['/var/task/requests/api.py', 73, 'get', 'return request("get", url)'],
    ]),
    runtime: 'python3.12',
    listing: ['644 app.py', '644 requests/api.py', '644 requests-2.32.0.dist-info/METADATA'],
    files: { 'app.py': '\n\n\nrequests.get(url)\n' },
    cause: 'runtime.unhandled-exception',
    at: 'src/app.py:4',
  },
  'an error given to the callback': {
    outcome: nodeError('Error', 'not found', ['handler (/var/task/index.js:2:30)']),
    files: {
      'index.js':
        'exports.handler = (event, context, callback) => {\n  if (!event.id) callback(new Error("not found"));\n};\n',
    },
    cause: 'runtime.error-returned',
    at: 'src/index.js:2',
  },
  'an error thrown beside a callback is an exception': {
    outcome: nodeError('Error', 'not found', ['handler (/var/task/index.js:2:9)']),
    files: {
      'index.js':
        'exports.handler = (event, context, callback) => {\n  throw new Error("not found");\n  callback(new Error("other"));\n};\n',
    },
    cause: 'runtime.unhandled-exception',
    at: 'src/index.js:2',
  },
  'a rejection nobody waits for': {
    outcome: nodeError('Runtime.UnhandledPromiseRejection', 'Error: late', [
      'process.<anonymous> (file:///var/runtime/index.mjs:1276:17)',
    ]),
    cause: 'runtime.unhandled-rejection',
  },
  'a denied action': {
    outcome: nodeError(
      'AccessDeniedException',
      'User: arn:aws:sts::123456789012:assumed-role/r/f is not authorized to perform: dynamodb:PutItem on resource: arn:aws:dynamodb:eu-west-2:123456789012:table/Rides',
      ['handler (/var/task/index.js:2:9)'],
    ),
    cause: 'runtime.iam-denied',
    title: /`dynamodb:PutItem`/,
  },
  // --- the process
  'process.exit': {
    outcome: nodeError(
      'Runtime.ExitError',
      'RequestId: 8212e5af Error: Runtime exited with error: exit status 1',
    ),
    files: { 'index.js': 'exports.handler = async () => {\n  console.log("bye");\n  process.exit(1);\n};\n' },
    log: [
      'START RequestId: 8212e5af Version: $LATEST',
      '2024-01-01T00:00:00.000Z\t8212e5af\tINFO\tbye\n',
      'END RequestId: 8212e5af',
    ],
    cause: 'runtime.exit',
    at: 'src/index.js:3',
    title: /status 1/,
  },
  'a promise that never settles, on nodejs24.x': {
    outcome: nodeError(
      'Runtime.ExitError',
      'RequestId: 8212e5af Error: Runtime exited without providing a reason',
    ),
    runtime: 'nodejs24.x',
    files: { 'index.js': 'exports.handler = async () => {\n  await new Promise(() => {});\n};\n' },
    cause: 'runtime.exit',
    title: /never settled/,
  },
  'a rejection that ends nodejs24.x': {
    outcome: nodeError(
      'Runtime.ExitError',
      'RequestId: 8212e5af Error: Runtime exited with error: exit status 1',
    ),
    runtime: 'nodejs24.x',
    files: { 'index.js': 'exports.handler = async () => {\n  Promise.reject(new Error("late"));\n};\n' },
    log: [
      '/var/task/index.js:2\n  Promise.reject(new Error("late"));\n                 ^\n\nError: late\n    at Module.handler (/var/task/index.js:2:18)\n    at file:///var/runtime/index.mjs:1210:33\n\nNode.js v24.11.0\n',
    ],
    cause: 'runtime.unhandled-rejection',
    at: 'src/index.js:2',
    title: /Error: late/,
  },
  'a rejection without an error that ends nodejs24.x': {
    outcome: nodeError(
      'Runtime.ExitError',
      'RequestId: 8212e5af Error: Runtime exited with error: exit status 1',
    ),
    runtime: 'nodejs24.x',
    log: [
      'node:internal/process/promises:392',
      '      new UnhandledPromiseRejection(reason);',
      '      ^',
      '',
      'UnhandledPromiseRejection: This error originated either by throwing inside of an async function without a catch block, …',
      '    at processPromiseRejections (node:internal/process/promises:475:17)',
      '',
      'Node.js v24.11.0',
    ],
    cause: 'runtime.unhandled-rejection',
  },
  'an error from the event loop that ends nodejs24.x': {
    outcome: nodeError(
      'Runtime.ExitError',
      'RequestId: 8212e5af Error: Runtime exited with error: exit status 1',
    ),
    runtime: 'nodejs24.x',
    files: { 'index.js': 'setTimeout(() => { throw new TypeError("later"); });\n' },
    log: [
      'TypeError: later',
      '    at Timeout._onTimeout (/var/task/index.js:1:26)',
      '    at process.processTimers (node:internal/timers:618:7)',
      '',
      'Node.js v24.11.0',
    ],
    cause: 'runtime.unhandled-exception',
    at: 'src/index.js:1',
  },
  'a rejection whose stack only the log has': {
    outcome: nodeError('Runtime.UnhandledPromiseRejection', 'Error: late', [
      'process.<anonymous> (file:///var/runtime/index.mjs:1276:17)',
    ]),
    files: { 'index.js': '\nstart();\n' },
    log: [
      '2024-01-01T00:00:00.000Z\tid\tERROR\tUnhandled Promise Rejection \t{"errorType":"Runtime.UnhandledPromiseRejection","errorMessage":"Error: late","reason":{"errorType":"Error","errorMessage":"late","stack":["Error: late","    at start (/var/task/index.js:2:1)"]}}',
    ],
    cause: 'runtime.unhandled-rejection',
    at: 'src/index.js:2',
  },
  'an end without a reason': {
    outcome: nodeError(
      'Runtime.ExitError',
      'RequestId: 8212e5af Error: Runtime exited without providing a reason',
    ),
    cause: 'runtime.exit',
  },
  'a promise that never settles': {
    outcome: nodeError(
      'Runtime.NodeJsExit',
      'The Lambda runtime client detected an unexpected Node.js exit code. This is most commonly caused by a Promise that was never settled.',
    ),
    cause: 'runtime.exit',
    title: /never settled/,
  },
  'killed for want of memory': {
    outcome: nodeError(
      'Runtime.ExitError',
      'RequestId: 8212e5af Error: Runtime exited with error: signal: killed',
    ),
    facts: { name: 'orders', memoryMb: 128 },
    cause: 'runtime.out-of-memory',
    command: 'aws lambda update-function-configuration --function-name orders --memory-size 256',
  },
  'V8’s own heap limit': {
    outcome: nodeError(
      'Runtime.ExitError',
      'RequestId: 8212e5af Error: Runtime exited with error: signal: aborted',
    ),
    log: ['FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory'],
    cause: 'runtime.out-of-memory',
  },
  // --- time-outs
  'a function that hangs': {
    outcome: {
      kind: 'function-timeout',
      errorMessage: 'RequestId: x Error: Task timed out after 3.00 seconds',
      timeoutSeconds: 3,
    },
    files: { 'index.js': 'exports.handler = async () => {\n  await forever();\n};\n' },
    log: ['2024-01-01T00:00:00.000Z\tid\tINFO\tasking the kitchen\n'],
    facts: { name: 'orders' },
    cause: 'runtime.timeout',
    at: 'src/index.js:1',
    title: /3 s/,
    command: 'aws lambda update-function-configuration --function-name orders --timeout 10',
  },
  'a callback that was called, with something left in the event loop': {
    outcome: {
      kind: 'function-timeout',
      errorMessage: 'Task timed out after 3.00 seconds',
      timeoutSeconds: 3,
    },
    files: {
      'index.js':
        "exports.handler = (event, context, callback) => {\n  db.query('x', (error, rows) => {\n    callback(null, { statusCode: 200 });\n    console.log('done', rows.length);\n  });\n};\n",
    },
    log: [
      '2024-01-01T00:00:00.000Z\tid\tINFO\tdone 3\n',
      '2024-01-01T00:00:03.000Z id Task timed out after 3.00 seconds\n\n',
    ],
    cause: 'runtime.timeout-event-loop',
    at: 'src/index.js:3',
    fix: /callbackWaitsForEmptyEventLoop/,
  },
  'a callback that was not reached': {
    outcome: {
      kind: 'function-timeout',
      errorMessage: 'Task timed out after 3.00 seconds',
      timeoutSeconds: 3,
    },
    files: {
      'index.js':
        "exports.handler = (event, context, callback) => {\n  console.log('start');\n  db.query('x', () => {\n    callback(null, {});\n    console.log('done');\n  });\n};\n",
    },
    log: ['2024-01-01T00:00:00.000Z\tid\tINFO\tstart\n'],
    cause: 'runtime.timeout',
  },
  'a module that takes too long to load': {
    outcome: nodeError('Sandbox.Timedout', 'RequestId: x Error: Task timed out after 3.00 seconds'),
    log: ['INIT_REPORT Init Duration: 9999.81 ms\tPhase: init\tStatus: timeout\n'],
    cause: 'init.timeout',
  },
};

for (const [name, row] of Object.entries(rows)) {
  test(`function error: ${name}`, () => check(row));
}

// What Node.js says of these it says here: message and position come from the engine.
const thrown: Readonly<
  Record<string, Omit<Row, 'outcome'> & { readonly code: string; readonly event: unknown }>
> = {
  'query parameters that are null': {
    code: 'exports.handler = async (event) => {\n  const id = event.queryStringParameters.id;\n};\n',
    event: { queryStringParameters: null },
    cause: 'runtime.event-shape',
    title: /`queryStringParameters` of the event is null/,
    at: 'src/index.js:2',
  },
  'a parameter with another name': {
    code: 'exports.handler = async (input) => { return input["pathParameters"].id.trim(); };\n',
    event: { pathParameters: null },
    cause: 'runtime.event-shape',
    title: /`pathParameters` of the event is null/,
  },
  'a method of a field that is absent': {
    code: 'const first = (event) => event.headers.Authorization.split(" ")[0];\nexports.handler = async (event) => first(event);\n',
    event: { headers: { host: 'x' } },
    cause: 'runtime.event-shape',
    title: /`headers\.Authorization` of the event is absent/,
  },
  'payload format 2.0, Node.js': {
    code: 'exports.handler = async (e) => {\n  switch (e.requestContext.http.method) {}\n};\n',
    event: { requestContext: { stage: 'Prod' } },
    cause: 'runtime.event-shape',
    fix: /1\.0/,
  },
  'a body that is no JSON': {
    code: 'exports.handler = async (event) => {\n  const order = JSON.parse(event.body);\n};\n',
    event: { body: 'a=1' },
    parts: { request: { body: 'a=1' } },
    cause: 'runtime.event-shape',
    at: 'src/index.js:2',
    fix: /400/,
  },
  'an unset variable in the handler': {
    code: 'exports.handler = async () => process.env.VARCO_UNSET.split(",");\n',
    event: {},
    cause: 'runtime.env-missing',
    title: /`VARCO_UNSET`/,
  },
  'another value of the handler’s own': {
    code: 'exports.handler = async (event) => {\n  const order = find(event);\n  return order.id;\n};\nconst find = () => undefined;\n',
    event: {},
    cause: 'runtime.unhandled-exception',
    at: 'src/index.js:3',
  },
};

for (const [name, { code, event, ...row }] of Object.entries(thrown)) {
  test(`function error as Node.js throws it: ${name}`, async () => {
    // The wrapper of the module's code stands on the first line, as Node.js's own does not.
    const shifted = `\n${code}`;
    const outcome = await thrownByHandler(shifted, event);
    const at = row.at?.replace(/\d+$/, (line) => String(Number(line) + 1));
    check({
      ...row,
      outcome,
      files: { 'index.js': shifted },
      parts: { event, ...row.parts },
      ...(at === undefined ? {} : { at }),
    });
  });
}

test('without a package listing, a handler file that Python cannot find is told with doubt', () => {
  const outcome = pythonError(
    'Runtime.ImportModuleError',
    "Unable to import module 'app': No module named 'app'",
  );
  const finding = explain(executionOf(outcome), {
    function: { runtime: 'python3.12', handler: 'app.handler' },
  });
  assert.equal(finding?.cause, 'handler.module-not-found');
  assert.ok(finding.confidence < 0.8);
});

test('an error text of any shape is explained without failing', () => {
  const texts = [
    '',
    "'",
    "Cannot find module '",
    "No module named ''",
    'EACCES: permission denied, open',
    'RequestId: ',
    '\u0000',
    '(',
    "Cannot find module ''",
  ];
  for (const errorMessage of texts) {
    for (const errorType of [
      null,
      '',
      'Runtime.ImportModuleError',
      'Runtime.HandlerNotFound',
      'KeyError',
      'SyntaxError',
    ]) {
      const outcome = {
        kind: 'function-error',
        errorMessage,
        errorType,
        trace: [errorMessage, `    at ${errorMessage}`],
      } as const;
      for (const runtime of ['nodejs22.x', 'python3.12', 'ruby3.4', '']) {
        const context = {
          function: { runtime, handler: errorMessage },
          packageListing: [],
          source: folderOf({}),
        };
        assert.ok(explain(executionOf(outcome), context) !== null);
      }
    }
  }
});
