// What runtimes, libraries, Lambda and API Gateway print, by the cause behind it: written down from their sources and documents.
type Printed = readonly [cause: string, evidence: Readonly<Record<string, unknown>>];

const log = (...functionLog: readonly string[]) => ({ functionLog });
const gateway = (...executionLog: readonly string[]) => ({ executionLog });
const payload = (body: string) =>
  gateway(
    `Endpoint response body before transformations: ${body}`,
    'Execution failed due to configuration error: Malformed Lambda proxy response',
    'Method completed with status: 502',
  );
const answered = (status: number, body: string, headers: Readonly<Record<string, string>> = {}) => ({
  httpResponse: { status, headers, body },
});

export const printedMessages: readonly Printed[] = [
  // --- response
  ['response.never-returned', payload('null')],
  ['response.unknown-key', payload('{"Hello":"World"}')],
  ['response.unknown-key', payload('{"statusCode":200,"body":"{}","cookies":["a=b"]}')],
  [
    'response.unknown-key',
    payload(
      '{"statusCode":200,"headers":{"Content-Type":"text/html"},"body":"<html>...","base64Encoded":false}',
    ),
  ],
  ['response.unknown-key', payload('{"message":"ok","items":[{"id":1},...]}')],
  ['response.body-not-string', payload('{"statusCode":200,"body":{"id":1,"name":"x"}}')],
  ['response.body-not-string', payload('{"statusCode": 200, "body": [{"id": 1}, ...')],
  ['response.not-object', payload('"Hello from Lambda!"')],
  ['response.not-object', payload('[1,2,3]')],
  ['response.not-object', payload('true')],
  ['response.stringified-twice', payload('"{\\"statusCode\\":200,\\"body\\":\\"ok\\"}"')],
  [
    'response.multivalueheaders-not-array',
    payload('{"statusCode":200,"multiValueHeaders":{"Content-Type":"text/html"},"body":""}'),
  ],
  [
    'response.headers-not-object',
    payload('{"statusCode":200,"headers":[["Content-Type","text/html"]],"body":""}'),
  ],
  [
    'response.header-value-type',
    payload('{"statusCode":200,"headers":{"Set-Cookie":["a=b","c=d"]},"body":""}'),
  ],
  ['response.status-code', payload('{"statusCode":"OK","body":""}')],
  ['response.is-base64-encoded', payload('{"statusCode":200,"body":"","isBase64Encoded":"yes"}')],
  [
    'response.not-serializable',
    log(
      '[ERROR] Runtime.MarshalError: Unable to marshal response: Object of type datetime is not JSON serializable',
      'Traceback (most recent call last):',
    ),
  ],
  [
    'response.not-serializable',
    log(
      '{"errorMessage": "Unable to marshal response: Object of type Decimal is not JSON serializable", "errorType": "Runtime.MarshalError"}',
    ),
  ],
  [
    'response.not-serializable',
    log(
      '[ERROR] TypeError: Object of type set is not JSON serializable',
      'Traceback (most recent call last):',
      '  File "/var/task/app.py", line 9, in lambda_handler',
      '    "body": json.dumps(data)',
    ),
  ],
  [
    'response.not-serializable',
    log('Unable to stringify response body as json: Converting circular structure to JSON'),
  ],
  [
    'response.not-serializable',
    log(
      '2024-01-01T00:00:00.000Z\tc3a4d7a0-0000-4000-8000-000000000000\tERROR\tInvoke Error\t{"errorType":"TypeError","errorMessage":"Converting circular structure to JSON\\n    --> starting at object with constructor \'ClientRequest\'","stack":[]}',
    ),
  ],
  [
    'response.not-serializable',
    log('{"errorType":"TypeError","errorMessage":"Do not know how to serialize a BigInt"}'),
  ],
  [
    'response.not-serializable',
    log(
      'com.fasterxml.jackson.databind.exc.InvalidDefinitionException: No serializer found for class com.example.Order and no properties discovered to create BeanSerializer',
    ),
  ],
  [
    'response.not-serializable',
    log('com.fasterxml.jackson.databind.JsonMappingException: Infinite recursion (StackOverflowError)'),
  ],
  ['response.not-serializable', log('json: unsupported type: chan int')],
  [
    'response.not-serializable',
    log(
      'System.Text.Json.JsonException: A possible object cycle was detected. This can either be due to a cycle or if the object depth is larger than the maximum allowed depth',
    ),
  ],
  [
    'response.too-large',
    log(
      '{"errorType":"Function.ResponseSizeTooLarge","errorMessage":"Response payload size exceeded maximum allowed payload size (6291556 bytes)."}',
    ),
  ],
  [
    'response.too-large',
    log('Response payload size (7340032 bytes) exceeded maximum allowed payload size (6291556 bytes).'),
  ],
  [
    'response.too-large',
    gateway(
      'Lambda execution failed with status 200 due to customer function error: Response payload size exceeded maximum allowed payload size (6291556 bytes).. Lambda request id: 0b8e8c3a-0000-4000-8000-000000000000',
    ),
  ],
  [
    'response.too-large',
    log('LAMBDA_RUNTIME Failed to post handler success response. Http response code: 413.'),
  ],
  [
    'response.malformed-unspecified',
    gateway(
      'Execution failed due to configuration error: Malformed Lambda proxy response',
      'Method completed with status: 502',
    ),
  ],
  [
    'response.binary-not-decoded',
    answered(200, 'iVBORw0KGgoAAAANSUhEUgAAAAUAAAAFCAYAAACNbyblAAAAHElEQVQI12P4', {
      'content-type': 'image/png',
    }),
  ],
  [
    'response.binary-not-decoded',
    answered(200, 'JVBERi0xLjQKJcfsj6IKNSAwIG9iago8PC9MZW5ndGggNiAwIFIvRmlsdGVy', {
      'content-type': 'application/pdf',
    }),
  ],
  [
    'response.invalid-base64',
    gateway('Execution failed due to configuration error: Unable to base64 decode the body.'),
  ],
  // --- permission
  [
    'permission.missing-statement',
    gateway('Execution failed due to configuration error: Invalid permissions on Lambda function'),
  ],
  [
    'permission.missing-statement',
    {
      ...gateway('Invalid permissions on Lambda function'),
      policy:
        'An error occurred (ResourceNotFoundException) when calling the GetPolicy operation: The resource you requested does not exist.',
    },
  ],
  [
    'permission.qualifier-missing',
    gateway(
      'Endpoint request URI: https://lambda.eu-west-1.amazonaws.com/2015-03-31/functions/arn:aws:lambda:eu-west-1:123456789012:function:orders:live/invocations',
      'Execution failed due to configuration error: Invalid permissions on Lambda function',
    ),
  ],
  [
    'permission.source-arn-mismatch',
    {
      ...gateway('Execution failed due to configuration error: Invalid permissions on Lambda function'),
      template:
        'resource "aws_lambda_permission" "apigw" {\n  action = "lambda:InvokeFunction"\n  principal = "apigateway.amazonaws.com"\n  source_arn = "${aws_api_gateway_rest_api.api.execution_arn}/*/GET/items"\n}',
    },
  ],
  [
    'permission.source-arn-mismatch',
    {
      ...gateway('Execution failed due to configuration error: Invalid permissions on Lambda function'),
      symptom: 'Some routes work, /users/{id} does not',
    },
  ],
  [
    'permission.function-replaced',
    {
      ...gateway('Execution failed due to configuration error: Invalid permissions on Lambda function'),
      symptom: 'It started after we renamed the function',
    },
  ],
  [
    'permission.integration-credentials',
    gateway(
      'Execution failed due to configuration error: API Gateway does not have permission to assume the provided role arn:aws:iam::123456789012:role/gw',
    ),
  ],
  // --- package
  [
    'package.missing-module',
    log(
      '{"errorType":"Runtime.ImportModuleError","errorMessage":"Error: Cannot find module \'express\'\\nRequire stack:\\n- /var/task/app.js\\n- /var/runtime/index.mjs"}',
    ),
  ],
  [
    'package.missing-module',
    log("Error [ERR_MODULE_NOT_FOUND]: Cannot find package 'hono' imported from /var/task/index.mjs"),
  ],
  [
    'package.missing-module',
    log("[ERROR] Runtime.ImportModuleError: Unable to import module 'app': No module named 'requests'"),
  ],
  [
    'package.missing-module',
    log(
      "[ERROR] ModuleNotFoundError: No module named 'pandas'",
      'Traceback (most recent call last):',
      '  File "/var/task/app.py", line 3, in <module>',
    ),
  ],
  [
    'package.missing-module',
    log(
      '{"errorMessage":"cannot load such file -- nokogiri","errorType":"Init<LoadError>","stackTrace":["/var/task/app.rb:2:in `<top (required)>\'"]}',
    ),
  ],
  [
    'package.missing-module',
    log(
      'java.lang.NoClassDefFoundError: com/google/gson/Gson',
      '\tat com.example.Handler.handleRequest(Handler.java:20)',
    ),
  ],
  [
    'package.missing-module',
    log(
      "Could not load file or assembly 'Newtonsoft.Json, Version=13.0.0.0, Culture=neutral'. The system cannot find the file specified.",
    ),
  ],
  [
    'package.native-wrong-platform',
    log(
      '{"errorType":"Error","errorMessage":"/var/task/node_modules/bcrypt/lib/binding/napi-v3/bcrypt_lib.node: invalid ELF header"}',
    ),
  ],
  [
    'package.native-wrong-platform',
    log('Error: Could not load the "sharp" module using the linux-x64 runtime'),
  ],
  [
    'package.native-wrong-platform',
    log(
      "Error: The module '/var/task/node_modules/better-sqlite3/build/Release/better_sqlite3.node' was compiled against a different Node.js version using NODE_MODULE_VERSION 115.",
    ),
  ],
  [
    'package.native-wrong-platform',
    log(
      "[ERROR] Runtime.ImportModuleError: Unable to import module 'app': /lib64/libm.so.6: version `GLIBC_2.29' not found (required by /var/task/numpy/core/_multiarray_umath.so)",
    ),
  ],
  [
    'package.native-wrong-platform',
    log("Unable to import module 'main': No module named 'pydantic_core._pydantic_core'"),
  ],
  [
    'package.native-wrong-platform',
    log(
      "[ERROR] Runtime.ImportModuleError: Unable to import module 'app': cannot import name '_imaging' from 'PIL' (/var/task/PIL/__init__.py)",
    ),
  ],
  [
    'package.native-wrong-platform',
    log(
      "[ERROR] Runtime.ImportModuleError: Unable to import module 'app': Unable to import required dependencies: numpy: Error importing numpy: you should not try to import numpy from its source directory",
    ),
  ],
  [
    'package.native-wrong-platform',
    log(
      "[ERROR] Runtime.ImportModuleError: Unable to import module 'app': /var/task/cryptography/hazmat/bindings/_rust.abi3.so: cannot open shared object file: No such file or directory",
    ),
  ],
  [
    'package.native-wrong-platform',
    log(
      "./bootstrap: /lib64/libc.so.6: version `GLIBC_2.34' not found (required by ./bootstrap)",
      'RequestId: 0b8e8c3a-0000-4000-8000-000000000000 Error: Runtime exited with error: exit status 1',
      'Runtime.ExitError',
    ),
  ],
  [
    'package.native-wrong-platform',
    log(
      'Error: Cannot find module @rollup/rollup-linux-x64-gnu. npm has a bug related to optional dependencies',
    ),
  ],
  [
    'package.unreadable-file',
    log('{"errorType":"Error","errorMessage":"EACCES: permission denied, open \'/var/task/index.js\'"}'),
  ],
  [
    'package.unreadable-file',
    log("[ERROR] PermissionError: [Errno 13] Permission denied: '/var/task/lambda_function.py'"),
  ],
  [
    'package.unreadable-file',
    log(
      '{"errorMessage":"Permission denied @ rb_sysopen - /var/task/app.rb","errorType":"Init<Errno::EACCES>"}',
    ),
  ],
  [
    'package.unreadable-file',
    {
      ...log("[ERROR] Runtime.ImportModuleError: Unable to import module 'app': No module named 'app'"),
      handlerSetting: 'app.handler',
      packageListing: ['-rw------- 1 root root 512 Jan 1 10:00 app.py'],
    },
  ],
  [
    'package.layer-not-resolved',
    log(
      '{"errorType":"Runtime.ImportModuleError","errorMessage":"Error: Cannot find module \'lodash\'\\nRequire stack:\\n- /opt/nodejs/shared.js\\n- /var/task/app.js\\n- /var/runtime/index.mjs"}',
    ),
  ],
  [
    'package.layer-not-resolved',
    {
      ...log("Error [ERR_MODULE_NOT_FOUND]: Cannot find package 'axios' imported from /var/task/index.mjs"),
      template: 'Layers:\n  - !Ref DependenciesLayer',
    },
  ],
  [
    'package.wrong-architecture',
    log(
      'RequestId: 0b8e8c3a-0000-4000-8000-000000000000 Error: fork/exec /var/task/bootstrap: exec format error',
      'Runtime.InvalidEntrypoint',
    ),
  ],
  [
    'package.wrong-architecture',
    log(
      '{"errorType":"Runtime.InvalidEntrypoint","errorMessage":"RequestId: 0b8e8c3a-0000-4000-8000-000000000000 Error: fork/exec /lambda-entrypoint.sh: exec format error"}',
    ),
  ],
  ['package.wrong-architecture', log('/var/task/bin/pandoc: cannot execute binary file: Exec format error')],
  [
    'package.esm-cjs',
    log(
      '{"errorType":"Runtime.UserCodeSyntaxError","errorMessage":"SyntaxError: Cannot use import statement outside a module"}',
    ),
  ],
  [
    'package.esm-cjs',
    log(
      'Error [ERR_REQUIRE_ESM]: require() of ES Module /var/task/node_modules/node-fetch/src/index.js from /var/task/index.js not supported.',
    ),
  ],
  ['package.esm-cjs', log('ReferenceError: exports is not defined in ES module scope')],
  [
    'package.esm-cjs',
    log('ReferenceError: require is not defined in ES module scope, you can use import instead'),
  ],
  ['package.esm-cjs', log("SyntaxError: Unexpected token 'export'")],
  ['package.esm-cjs', log('Error: Dynamic require of "fs" is not supported')],
  ['package.esm-cjs', log('Error [ERR_REQUIRE_ESM]: Must use import to load ES Module: /var/task/index.js')],
  ['package.esm-cjs', log('ReferenceError: __dirname is not defined')],
  ['package.esm-cjs', log('SyntaxError: Unexpected token import')],
  [
    'package.not-executable',
    log(
      'RequestId: 0b8e8c3a-0000-4000-8000-000000000000 Error: fork/exec /var/task/bootstrap: permission denied',
      'Runtime.InvalidEntrypoint',
    ),
  ],
  ['package.not-executable', log('Error: spawn /var/task/bin/ffmpeg EACCES')],
  ['package.not-executable', log('/bin/sh: /var/task/bin/convert: Permission denied')],
  [
    'package.runtime-removed-module',
    {
      ...log(
        '{"errorType":"Runtime.ImportModuleError","errorMessage":"Error: Cannot find module \'aws-sdk\'\\nRequire stack:\\n- /var/task/index.js\\n- /var/runtime/index.mjs"}',
      ),
      runtime: 'nodejs20.x',
    },
  ],
  [
    'package.runtime-removed-module',
    log("Error [ERR_MODULE_NOT_FOUND]: Cannot find package 'aws-sdk' imported from /var/task/index.mjs"),
  ],
  [
    'package.runtime-removed-module',
    {
      ...log("[ERROR] Runtime.ImportModuleError: Unable to import module 'app': No module named 'distutils'"),
      runtime: 'python3.12',
    },
  ],
  [
    'package.nested-folder',
    {
      ...log(
        "[ERROR] Runtime.ImportModuleError: Unable to import module 'lambda_function': No module named 'lambda_function'",
      ),
      handlerSetting: 'lambda_function.lambda_handler',
      packageListing: 'project/\nproject/lambda_function.py\nproject/requirements.txt',
    },
  ],
  [
    'package.nested-folder',
    {
      ...log("Error: Cannot find module 'index'\nRequire stack:\n- /var/runtime/index.mjs"),
      runtime: 'nodejs22.x',
      handlerSetting: 'index.handler',
      packageListing:
        'Archive:  function.zip\n  Length      Date    Time    Name\n---------  ---------- -----   ----\n        0  2024-01-01 10:00   build/\n      512  2024-01-01 10:00   build/index.js\n---------                     -------\n      512                     2 files',
    },
  ],
  [
    'package.missing-data-file',
    log("Error: ENOENT: no such file or directory, open '/var/task/config/settings.json'"),
  ],
  [
    'package.missing-data-file',
    log("[ERROR] FileNotFoundError: [Errno 2] No such file or directory: '/var/task/model.pkl'"),
  ],
  [
    'package.missing-data-file',
    log(
      "[ERROR] Runtime.ImportModuleError: Unable to import module 'app': libpq.so.5: cannot open shared object file: No such file or directory",
    ),
  ],
  [
    'package.missing-data-file',
    log(
      'PrismaClientInitializationError: Prisma Client could not locate the Query Engine for runtime "rhel-openssl-3.0.x".',
    ),
  ],
  ['package.missing-data-file', log('jinja2.exceptions.TemplateNotFound: index.html')],
  [
    'package.crlf',
    log(
      'RequestId: 0b8e8c3a-0000-4000-8000-000000000000 Error: fork/exec /var/task/bootstrap: no such file or directory',
      'Runtime.InvalidEntrypoint',
    ),
  ],
  ['package.crlf', log("/usr/bin/env: 'bash\\r': No such file or directory")],
  ['package.crlf', log("/var/task/bootstrap: line 2: $'\\r': command not found")],
  [
    'package.native-missing-library',
    log("[ERROR] Runtime.ImportModuleError: Unable to import module 'app': No module named '_ctypes'"),
  ],
  [
    'package.unbuilt-source',
    {
      ...log('Class not found: com.example.App: java.lang.ClassNotFoundException'),
      handlerSetting: 'com.example.App::handleRequest',
      packageListing: 'src/main/java/com/example/App.java\npom.xml',
    },
  ],
  // --- handler
  [
    'handler.module-not-found',
    {
      ...log(
        '{"errorType":"Runtime.ImportModuleError","errorMessage":"Error: Cannot find module \'index\'\\nRequire stack:\\n- /var/runtime/index.mjs"}',
      ),
    },
  ],
  [
    'handler.module-not-found',
    log(
      "[ERROR] Runtime.ImportModuleError: Unable to import module 'lambda_function': No module named 'lambda_function'",
    ),
  ],
  [
    'handler.module-not-found',
    {
      ...log('{"errorMessage":"cannot load such file -- lambda_function","errorType":"Init<LoadError>"}'),
      handlerSetting: 'lambda_function.lambda_handler',
    },
  ],
  [
    'handler.module-not-found',
    log(
      "Error: Cannot find module '/var/task/src/index'",
      'Require stack:',
      '- /var/runtime/UserFunction.js',
      '- /var/runtime/index.js',
    ),
  ],
  [
    'handler.not-found',
    log(
      '{"errorType":"Runtime.HandlerNotFound","errorMessage":"index.handler is undefined or not exported"}',
    ),
  ],
  ['handler.not-found', log("[ERROR] Runtime.HandlerNotFound: Handler 'main' missing on module 'app'")],
  ['handler.not-found', log('index.handler is not a function')],
  [
    'handler.not-found',
    log(
      'No public method named handleRequest with appropriate method signature found on class class com.example.App',
    ),
  ],
  ['handler.not-found', log("Unable to find method 'Handle' in type 'App.Function' from assembly 'App'")],
  [
    'handler.not-found',
    log(
      '{"errorMessage":"undefined method `lambda_handler\' for main:Object","errorType":"Init<NoMethodError>"}',
    ),
  ],
  [
    'handler.malformed-name',
    log('{"errorType":"Runtime.MalformedHandlerName","errorMessage":"Bad handler"}'),
  ],
  ['handler.malformed-name', log("Bad handler 'app': not enough values to unpack (expected 2, got 1)")],
  [
    'handler.malformed-name',
    log(
      "Amazon.Lambda.RuntimeSupport.ExceptionHandling.LambdaValidationException: The provided lambda function handler string 'App' is invalid.",
    ),
  ],
  [
    'handler.malformed-name',
    log(
      "Could not find the required 'Orders.deps.json'. This file should be present at the root of the deployment package.",
    ),
  ],
  [
    'handler.class-not-found',
    log(
      'Class not found: com.example.Handler: java.lang.ClassNotFoundException',
      'java.lang.ClassNotFoundException: com.example.Handler',
    ),
  ],
  ['handler.class-not-found', log("Unable to load type 'App.Function' from assembly 'App'.")],
  [
    'handler.class-not-found',
    log(
      '{"errorMessage":"Class not found: com.example.StreamLambdaHandler","errorType":"java.lang.ClassNotFoundException"}',
    ),
  ],
  [
    'handler.bootstrap-missing',
    {
      ...log(
        "RequestId: 0b8e8c3a-0000-4000-8000-000000000000 Error: Couldn't find valid bootstrap(s): [/var/task/bootstrap /opt/bootstrap]",
        'Runtime.InvalidEntrypoint',
      ),
      runtime: 'provided.al2023',
    },
  ],
  [
    'handler.entrypoint-invalid',
    {
      ...log(
        'RequestId: 0b8e8c3a-0000-4000-8000-000000000000 Error: fork/exec /entry.sh: no such file or directory',
        'Runtime.InvalidEntrypoint',
      ),
      runtime: 'container',
    },
  ],
  [
    'handler.entrypoint-invalid',
    {
      ...log(
        'IMAGE Launch error: fork/exec /usr/src/app/start.sh: no such file or directory Entrypoint: [] Cmd: [] WorkingDir: []',
        'Runtime.InvalidEntrypoint',
      ),
    },
  ],
  [
    'handler.wrong-runtime',
    {
      ...log('Class not found: not.used.in.provided.runtime: java.lang.ClassNotFoundException'),
      runtime: 'java11',
    },
  ],
  [
    'handler.wrong-runtime',
    {
      ...log("Error: Cannot find module 'lambda_function'\nRequire stack:\n- /var/runtime/index.mjs"),
      runtime: 'nodejs20.x',
      handlerSetting: 'lambda_function.lambda_handler',
    },
  ],
  [
    'handler.wrong-runtime',
    {
      ...log("[ERROR] Runtime.ImportModuleError: Unable to import module 'index': No module named 'index'"),
      runtime: 'python3.12',
      handlerSetting: 'index.handler',
      packageListing: 'index.js\npackage.json',
    },
  ],
  [
    'handler.callback-unsupported',
    log(
      '{"errorType":"Runtime.CallbackHandlerDeprecated","errorMessage":"AWS Lambda has removed support for callback-based function handlers starting with Node.js 24."}',
    ),
  ],
  // --- init
  [
    'init.syntax-error',
    log('{"errorType":"Runtime.UserCodeSyntaxError","errorMessage":"SyntaxError: Unexpected token \'?\'"}'),
  ],
  [
    'init.syntax-error',
    log(
      "[ERROR] Runtime.UserCodeSyntaxError: Syntax error in module 'app': invalid syntax (app.py, line 12)",
    ),
  ],
  [
    'init.syntax-error',
    log("Syntax error in module 'app': unindent does not match any outer indentation level (app.py, line 7)"),
  ],
  [
    'init.syntax-error',
    log(
      '{"errorMessage":"/var/task/app.rb:4: syntax error, unexpected end-of-input","errorType":"Init<SyntaxError>"}',
    ),
  ],
  [
    'init.extension-crash',
    log('RequestId: 0b8e8c3a-0000-4000-8000-000000000000 Error: exit status 1', 'Extension.Crash'),
  ],
  [
    'init.extension-crash',
    log('EXTENSION\tName: datadog-agent\tState: LaunchError\tEvents: []\tError Type: PermissionDenied'),
  ],
  [
    'init.extension-crash',
    log(
      'RequestId: 0b8e8c3a-0000-4000-8000-000000000000 Error: fork/exec /opt/extensions/otel: exec format error',
      'Extension.LaunchError',
    ),
  ],
  [
    'init.exception',
    log(
      '[ERROR] ValueError: invalid DSN',
      'Traceback (most recent call last):',
      '  File "/var/lang/lib/python3.12/importlib/__init__.py", line 90, in import_module',
      '  File "/var/task/app.py", line 5, in <module>',
      '    db = connect("x")',
    ),
  ],
  [
    'init.exception',
    log(
      "[ERROR] Runtime.ImportModuleError: Unable to import module 'app': cannot import name 'url_quote' from 'werkzeug.urls' (/var/task/werkzeug/urls.py)",
    ),
  ],
  [
    'init.env-missing',
    log(
      "[ERROR] KeyError: 'TABLE_NAME'",
      'Traceback (most recent call last):',
      '  File "/var/task/app.py", line 5, in <module>',
      '    TABLE = os.environ["TABLE_NAME"]',
      '  File "<frozen os>", line 685, in __getitem__',
    ),
  ],
  [
    'init.timeout',
    log(
      'INIT_REPORT Init Duration: 10003.21 ms\tPhase: init\tStatus: timeout',
      'START RequestId: 0b8e8c3a-0000-4000-8000-000000000000 Version: $LATEST',
      '2024-01-01T00:00:13.000Z 0b8e8c3a-0000-4000-8000-000000000000 Task timed out after 3.00 seconds',
    ),
  ],
  // --- runtime
  [
    'runtime.event-shape',
    log(
      "[ERROR] KeyError: 'httpMethod'",
      'Traceback (most recent call last):',
      '  File "/var/task/app.py", line 9, in lambda_handler',
      '    method = event["httpMethod"]',
    ),
  ],
  ['runtime.event-shape', log("TypeError: Cannot read properties of undefined (reading 'http')")],
  [
    'runtime.event-shape',
    log(
      'SyntaxError: Unexpected token u in JSON at position 0',
      '    at JSON.parse (<anonymous>)',
      '    at Runtime.handler (/var/task/index.js:3:21)',
    ),
  ],
  [
    'runtime.event-shape',
    log(
      '{"errorType":"SyntaxError","errorMessage":"\\"[object Object]\\" is not valid JSON","stack":["SyntaxError: \\"[object Object]\\" is not valid JSON","    at JSON.parse (<anonymous>)","    at Runtime.handler (/var/task/index.js:3:21)"]}',
    ),
  ],
  [
    'runtime.event-shape',
    log(
      '[ERROR] TypeError: the JSON object must be str, bytes or bytearray, not NoneType',
      'Traceback (most recent call last):',
      '  File "/var/task/app.py", line 5, in lambda_handler',
      '    body = json.loads(event["body"])',
    ),
  ],
  ['runtime.event-shape', log('Error: Unable to determine event source based on event.')],
  [
    'runtime.event-shape',
    log(
      'RuntimeError: The adapter was unable to infer a handler to use for the event. This is likely related to how the Lambda function was invoked.',
    ),
  ],
  [
    'runtime.event-shape',
    log("TypeError: Cannot destructure property 'id' of 'event.pathParameters' as it is null."),
  ],
  [
    'runtime.event-shape',
    log(
      "[ERROR] TypeError: 'NoneType' object is not subscriptable",
      'Traceback (most recent call last):',
      '  File "/var/task/app.py", line 6, in lambda_handler',
      '    name = event["queryStringParameters"]["name"]',
    ),
  ],
  [
    'runtime.exit',
    log(
      'RequestId: 0b8e8c3a-0000-4000-8000-000000000000 Error: Runtime exited without providing a reason',
      'Runtime.ExitError',
    ),
  ],
  [
    'runtime.exit',
    log('RequestId: 0b8e8c3a-0000-4000-8000-000000000000 Process exited before completing request'),
  ],
  [
    'runtime.exit',
    log(
      '{"errorType":"Runtime.ExitError","errorMessage":"RequestId: 0b8e8c3a-0000-4000-8000-000000000000 Error: Runtime exited with error: exit status 134"}',
    ),
  ],
  [
    'runtime.timeout',
    log(
      'START RequestId: 0b8e8c3a-0000-4000-8000-000000000000 Version: $LATEST',
      '2024-01-01T00:00:03.000Z 0b8e8c3a-0000-4000-8000-000000000000 Task timed out after 3.00 seconds',
    ),
  ],
  [
    'runtime.timeout',
    gateway(
      'Lambda execution failed with status 200 due to customer function error: 2024-01-01T00:00:03.000Z 0b8e8c3a-0000-4000-8000-000000000000 Task timed out after 3.01 seconds. Lambda request id: 0b8e8c3a-0000-4000-8000-000000000000',
    ),
  ],
  [
    'runtime.timeout',
    log(
      'REPORT RequestId: 0b8e8c3a-0000-4000-8000-000000000000\tDuration: 6000.00 ms\tBilled Duration: 6000 ms\tMemory Size: 128 MB\tMax Memory Used: 80 MB\tStatus: timeout',
    ),
  ],
  [
    'runtime.timeout-event-loop',
    {
      ...log(
        '2018-01-01T00:00:03.000Z 0b8e8c3a-0000-4000-8000-000000000000 Task timed out after 6.00 seconds',
      ),
      runtime: 'nodejs8.10',
      symptom:
        'The callback is called and the result is logged, but the function never ends because of the open mongo connection',
    },
  ],
  [
    'runtime.timeout-vpc',
    {
      ...log('Task timed out after 30.03 seconds'),
      symptom: 'The function is in a VPC and cannot reach the internet',
    },
  ],
  [
    'runtime.timeout-vpc',
    log(
      'ConnectTimeoutError: Connect timeout on endpoint URL: "https://dynamodb.eu-west-1.amazonaws.com/"',
      '2024-01-01T00:00:30.000Z 0b8e8c3a-0000-4000-8000-000000000000 Task timed out after 30.03 seconds',
    ),
  ],
  [
    'runtime.unhandled-exception',
    log(
      '[ERROR] ZeroDivisionError: division by zero',
      'Traceback (most recent call last):',
      '  File "/var/task/app.py", line 3, in lambda_handler',
    ),
  ],
  [
    'runtime.unhandled-exception',
    gateway(
      'Lambda execution failed with status 200 due to customer function error: division by zero. Lambda request id: 0b8e8c3a-0000-4000-8000-000000000000',
    ),
  ],
  [
    'runtime.unhandled-exception',
    log(
      '{"errorMessage":"For input string: \\"abc\\"","errorType":"java.lang.NumberFormatException","stackTrace":["java.base/java.lang.Integer.parseInt(Unknown Source)"]}',
    ),
  ],
  [
    'runtime.out-of-memory',
    log(
      'RequestId: 0b8e8c3a-0000-4000-8000-000000000000 Error: Runtime exited with error: signal: killed',
      'Runtime.ExitError',
    ),
  ],
  ['runtime.out-of-memory', log('java.lang.OutOfMemoryError: Java heap space')],
  [
    'runtime.out-of-memory',
    log(
      'FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory',
      'RequestId: 0b8e8c3a-0000-4000-8000-000000000000 Error: Runtime exited with error: signal: aborted',
      'Runtime.ExitError',
    ),
  ],
  [
    'runtime.out-of-memory',
    log(
      'REPORT RequestId: 0b8e8c3a-0000-4000-8000-000000000000\tDuration: 2100.00 ms\tBilled Duration: 2100 ms\tMemory Size: 128 MB\tMax Memory Used: 128 MB\tStatus: error\tError Type: Runtime.OutOfMemory',
    ),
  ],
  ['runtime.out-of-memory', log('[ERROR] MemoryError')],
  [
    'runtime.out-of-memory',
    log('Fatal error: Allowed memory size of 134217728 bytes exhausted (tried to allocate 20480 bytes)'),
  ],
  [
    'runtime.kms-denied',
    gateway(
      "Lambda was unable to decrypt the environment variables because KMS access was denied. Please check the function's KMS key settings. KMS Exception: AccessDeniedException",
    ),
  ],
  ['runtime.read-only-filesystem', log("Error: EROFS: read-only file system, open '/var/task/out.txt'")],
  [
    'runtime.read-only-filesystem',
    log("[ERROR] OSError: [Errno 30] Read-only file system: '/home/sbx_user1051'"),
  ],
  [
    'runtime.read-only-filesystem',
    log('java.nio.file.FileSystemException: /var/task/out.txt: Read-only file system'),
  ],
  [
    'runtime.read-only-filesystem',
    log(
      '{"errorMessage":"Read-only file system @ rb_sysopen - log/production.log","errorType":"Function<Errno::EROFS>"}',
    ),
  ],
  [
    'runtime.read-only-filesystem',
    log("Error: ENOENT: no such file or directory, mkdir '/home/sbx_user1051/.npm'"),
  ],
  [
    'runtime.iam-denied',
    log(
      'AccessDeniedException: User: arn:aws:sts::123456789012:assumed-role/r/f is not authorized to perform: dynamodb:PutItem on resource: arn:aws:dynamodb:eu-west-1:123456789012:table/t because no identity-based policy allows the dynamodb:PutItem action',
    ),
  ],
  [
    'runtime.iam-denied',
    log(
      '[ERROR] ClientError: An error occurred (AccessDenied) when calling the GetObject operation: Access Denied',
    ),
  ],
  [
    'runtime.iam-denied',
    log(
      '[ERROR] ClientError: An error occurred (UnauthorizedOperation) when calling the DescribeInstances operation: You are not authorized to perform this operation.',
    ),
  ],
  [
    'runtime.unhandled-rejection',
    log(
      '{"errorType":"Runtime.UnhandledPromiseRejection","errorMessage":"Error: connect ECONNREFUSED 127.0.0.1:5432"}',
    ),
  ],
  ['runtime.tmp-full', log('Error: ENOSPC: no space left on device, write')],
  ['runtime.tmp-full', log("[ERROR] OSError: [Errno 28] No space left on device: '/tmp/a.bin'")],
  ['runtime.tmp-full', log('System.IO.IOException: No space left on device')],
  [
    'runtime.env-missing',
    log(
      "[ERROR] KeyError: 'API_URL'",
      'Traceback (most recent call last):',
      '  File "/var/task/app.py", line 8, in lambda_handler',
      "    url = os.environ['API_URL']",
    ),
  ],
  [
    'runtime.env-missing',
    log(
      '{"errorMessage":"key not found: \\"API_URL\\"","errorType":"Function<KeyError>","stackTrace":["/var/task/app.rb:5:in `fetch\'"]}',
    ),
  ],
  [
    'runtime.throttled',
    gateway(
      'Lambda invocation failed with status: 429. Lambda request id: 0b8e8c3a-0000-4000-8000-000000000000',
      'Execution failed due to configuration error: Rate Exceeded.',
    ),
  ],
  ['runtime.error-returned', log('{"errorMessage":"item not found","errorType":"errorString"}')],
  [
    'runtime.error-returned',
    {
      ...log('{"errorMessage":"boom","errorType":"Error"}'),
      handlerCode: "exports.handler = (event, context, callback) => {\n  callback(new Error('boom'));\n};",
      runtime: 'nodejs18.x',
    },
  ],
  [
    'runtime.vpc-eni-limit',
    gateway(
      'Lambda was not able to create an ENI in the VPC of the Lambda function because the limit for Network Interfaces has been reached.',
    ),
  ],
  [
    'runtime.function-inactive',
    gateway(
      'The operation cannot be performed at this time. The function is currently in the following state: Pending',
    ),
  ],
  ['runtime.benign-shutdown', log('{"errorMessage":"SIGTERM","errorType":"Init<SignalException>"}')],
  // --- integration
  [
    'integration.timeout',
    gateway('Execution failed due to a timeout error', 'Method completed with status: 504'),
  ],
  ['integration.timeout', answered(504, '{"message": "Endpoint request timed out"}')],
  [
    'integration.timeout',
    {
      ...answered(503, '{"message":"Service Unavailable"}', { 'apigw-requestid': 'x' }),
      ...log(
        'REPORT RequestId: 0b8e8c3a-0000-4000-8000-000000000000\tDuration: 41000.00 ms\tBilled Duration: 41000 ms\tMemory Size: 128 MB\tMax Memory Used: 80 MB',
      ),
    },
  ],
  [
    'integration.route-not-found',
    answered(403, '{"message":"Missing Authentication Token"}', {
      'x-amzn-errortype': 'MissingAuthenticationTokenException',
    }),
  ],
  [
    'integration.authorizer-failure',
    answered(500, '{"message":null}', { 'x-amzn-errortype': 'AuthorizerConfigurationException' }),
  ],
  [
    'integration.authorizer-failure',
    gateway('Execution failed due to configuration error: Could not parse policy: {"principalId":"user"}'),
  ],
  [
    'integration.http-method-not-post',
    {
      ...answered(
        500,
        '<AccessDeniedException>\n  <Message>Unable to determine service/operation name to be authorized</Message>\n</AccessDeniedException>',
      ),
    },
  ],
  [
    'integration.non-proxy',
    {
      ...log("[ERROR] KeyError: 'requestContext'"),
      template: 'x-amazon-apigateway-integration:\n  type: AWS\n  httpMethod: POST',
    },
  ],
  [
    'integration.function-not-found',
    gateway(
      'Lambda invocation failed with status: 404. Lambda request id: 0b8e8c3a-0000-4000-8000-000000000000',
      'Execution failed due to configuration error: Function not found: arn:aws:lambda:us-east-1:123456789012:function:x',
    ),
  ],
  // --- gateway, request
  [
    'gateway.throttled',
    answered(429, '{"message":"Too Many Requests"}', { 'x-amzn-errortype': 'TooManyRequestsException' }),
  ],
  [
    'gateway.throttled',
    answered(429, '{"message":"Limit Exceeded"}', { 'x-amzn-errortype': 'LimitExceededException' }),
  ],
  ['gateway.api-key', answered(403, '{"message":"Forbidden"}', { 'x-amzn-errortype': 'ForbiddenException' })],
  [
    'gateway.resource-policy-deny',
    answered(
      403,
      '{"Message":"User: anonymous is not authorized to perform: execute-api:Invoke on resource: arn:aws:execute-api:us-east-1:********9012:a1b2c3d4e5/Prod/GET/ with an explicit deny"}',
      { 'x-amzn-errortype': 'AccessDeniedException' },
    ),
  ],
  ['request.too-large', answered(413, '{"message":"Request Too Long"}')],
  [
    'client.cors-masks-error',
    {
      symptom:
        "Access to fetch at 'https://x.execute-api.us-east-1.amazonaws.com/Prod/' from origin 'http://localhost:3000' has been blocked by CORS policy: No 'Access-Control-Allow-Origin' header is present on the requested resource. POST net::ERR_FAILED 502",
    },
  ],
  // --- as people quote them: fragments, other languages, pieces of code and templates
  [
    'response.unknown-key',
    {
      ...gateway('Execution failed due to configuration error: Malformed Lambda proxy response'),
      handlerCode:
        'exports.handler = (event, context, callback) => {\n  callback(null, {"Hello":"World"});\n};',
      runtime: 'nodejs6.10',
    },
  ],
  [
    'response.body-not-string',
    {
      ...answered(502, '{"message": "Internal server error"}'),
      handlerCode: "def lambda_handler(event, context):\n    return {'statusCode': 200, 'body': {'id': 1}}",
      runtime: 'python3.9',
    },
  ],
  [
    'response.never-returned',
    {
      ...answered(502, '{"message": "Internal server error"}'),
      handlerCode:
        'exports.handler = async (event) => {\n  const items = await db.scan();\n  ({ statusCode: 200, body: JSON.stringify(items) });\n};',
      runtime: 'nodejs18.x',
    },
  ],
  [
    'response.never-returned',
    {
      ...payload('null'),
      handlerCode: 'exports.handler = (event, context) => {\n  return { statusCode: 200 };\n};',
      runtime: 'nodejs12.x',
    },
  ],
  ['response.never-returned', payload('{"promise":{}}')],
  [
    'response.not-object',
    {
      ...gateway('Malformed Lambda proxy response'),
      handlerCode: "def lambda_handler(event, context):\n    return 'Hello from Lambda'",
      runtime: 'python3.9',
    },
  ],
  [
    'response.stringified-twice',
    {
      ...gateway('Malformed Lambda proxy response'),
      handlerCode: 'exports.handler = async () => JSON.stringify({ statusCode: 200, body: "x" });',
      runtime: 'nodejs18.x',
    },
  ],
  [
    'response.header-value-type',
    payload("{'statusCode': 200, 'headers': {'Set-Cookie': ['a=1', 'b=2']}, 'body': ''}"),
  ],
  [
    'response.too-large',
    {
      ...answered(502, '{"message": "Internal server error"}'),
      ...log(
        'INFO Returned 200',
        'REPORT RequestId: 0b8e8c3a-0000-4000-8000-000000000000 Duration: 9000.00 ms Billed Duration: 9000 ms Memory Size: 2048 MB Max Memory Used: 900 MB Status: error Error Type: Runtime.ExitError',
      ),
    },
  ],
  ['response.not-serializable', log("TypeError: b'abc' is not JSON serializable")],
  [
    'handler.not-found',
    log(
      'TypeError: handler is not a function',
      '    at Runtime.handleOnceNonStreaming (file:///var/runtime/index.mjs:1173:29)',
    ),
  ],
  [
    'handler.not-found',
    log(
      "Handler 'lambda_handler' missing on module 'app': 'module' object has no attribute 'lambda_handler'",
    ),
  ],
  ['handler.not-found', log("AttributeError: module 'lambda_function' has no attribute 'lambda_handler'")],
  [
    'handler.malformed-name',
    {
      ...log("Handler 'py' missing on module 'handler'"),
      runtime: 'python3.8',
      handlerSetting: 'handler.py',
    },
  ],
  [
    'handler.malformed-name',
    log(
      "Runtime.MalformedHandlerName: '..' is not a valid handler name. Use only absolute paths when specifying root directories in handler names.",
    ),
  ],
  [
    'handler.module-not-found',
    {
      ...log(
        "Error: Cannot find module 'dist/main'",
        'Require stack:',
        '- /var/runtime/UserFunction.js',
        '- /var/runtime/Runtime.js',
        '- /var/runtime/index.js',
      ),
      handlerSetting: 'dist/main.handler',
    },
  ],
  [
    'handler.module-not-found',
    log("module initialization error: Error: Cannot find module '/var/task/index'"),
  ],
  [
    'handler.class-not-found',
    log(
      'Error loading class com.example.Handler: com.example.Handler: class java.lang.ClassNotFoundException',
    ),
  ],
  ['handler.bootstrap-missing', { ...log("Couldn't find valid bootstrap(s)"), runtime: 'provided.al2023' }],
  [
    'handler.entrypoint-invalid',
    {
      ...log(
        '{"errorType":"Runtime.InvalidEntrypoint","errorMessage":"RequestId: x Error: fork/exec /usr/local/bin/python: no such file or directory"}',
      ),
      runtime: 'python3.11 (container image)',
    },
  ],
  [
    'handler.entrypoint-invalid',
    { ...log('Runtime.InvalidEntrypoint'), template: 'FROM node:20\nCMD ["node", "server.js"]' },
  ],
  [
    'handler.wrong-runtime',
    {
      ...log(
        'Class not found: native.handler: java.lang.ClassNotFoundException java.lang.ClassNotFoundException: native.handler',
      ),
    },
  ],
  [
    'handler.wrong-runtime',
    {
      ...log("Error: Cannot find module './wsgi_handler.js'"),
      runtime: 'nodejs12.x',
      handlerSetting: 'wsgi_handler.handler',
    },
  ],
  [
    'handler.callback-unsupported',
    log(
      'ERROR: AWS Lambda has removed support for callback-based function handlers starting with Node.js 24',
    ),
  ],
  ['package.wrong-architecture', log('Error: fork/exec /var/task/main: exec format error', 'null')],
  [
    'package.wrong-architecture',
    {
      ...log(
        'standard_init_linux.go:228: exec user process caused: exec format error',
        'Task timed out after 3.00 seconds',
      ),
    },
  ],
  [
    'package.wrong-architecture',
    log(
      'REPORT RequestId: x Duration: 20.71 ms Billed Duration: 21 ms Memory Size: 128 MB Max Memory Used: 3 MB',
      'Error: fork/exec /var/task/bootstrap: exec format error Runtime.InvalidEntrypoint',
    ),
  ],
  [
    'package.not-executable',
    log('Process exited before completing request', 'sh: /var/task/php: Permission denied'),
  ],
  [
    'package.not-executable',
    log('"errorMessage": "fork/exec /var/task/main: permission denied"', '"errorType": "PathError"'),
  ],
  [
    'package.unreadable-file',
    log(
      "module initialization error: [Errno 13] Permission denied: '/var/task/vendored/requests/__init__.py'",
    ),
  ],
  [
    'package.unreadable-file',
    log("Unable to import module 'index': Error: EACCES: permission denied, open '/var/task/index.js'"),
  ],
  [
    'package.unreadable-file',
    log('java.io.FileNotFoundException: /var/task/lib/app.jar (Permission denied)'),
  ],
  [
    'package.missing-module',
    log(
      "Error: Cannot find module 'body-parser'",
      '    at Function.Module._resolveFilename (module.js:469:15)',
      '    at Object.<anonymous> (/var/task/app.js:3:20)',
    ),
  ],
  [
    'package.missing-module',
    log('ImportError: No module named yaml', 'File "/var/task/app.py", line 2, in <module>'),
  ],
  [
    'package.missing-module',
    log(
      "Unable to import module 'handler': cannot import name 'soft_unicode' from 'markupsafe'",
      "ModuleNotFoundError: No module named 'flask_cors'",
    ),
  ],
  [
    'package.esm-cjs',
    log(
      'Error [ERR_REQUIRE_ESM]: require() of ES Module /var/task/node_modules/got/dist/source/index.js not supported',
    ),
  ],
  [
    'package.esm-cjs',
    log(
      'Instead change the require of index.js in /var/task/handler.js to a dynamic import() which is available in all CommonJS modules',
      'require() of ES Module /var/task/node_modules/uuid/dist/index.js from /var/task/handler.js not supported.',
    ),
  ],
  [
    'package.native-wrong-platform',
    log('ImportError: /var/task/psycopg2/_psycopg.so: undefined symbol: PyUnicodeUCS4_FromString'),
  ],
  ['package.native-wrong-platform', log("Unable to import module 'app': No module named '_cffi_backend'")],
  [
    'package.native-wrong-platform',
    log(
      "/var/lang/bin/node: /lib64/libm.so.6: version `GLIBC_2.27' not found (required by /var/task/node_modules/canvas/build/Release/libcairo.so.2)",
    ),
  ],
  [
    'package.native-wrong-platform',
    log('Error: /var/task/node_modules/argon2/lib/binding/napi-v3/argon2.node: wrong ELF class: ELFCLASS32'),
  ],
  [
    'package.missing-data-file',
    log('Error: Query engine library for current platform "rhel-openssl-1.0.x" could not be found.'),
  ],
  [
    'package.missing-data-file',
    log("Error: ENOENT: no such file or directory, open '/var/task/views/index.ejs'"),
  ],
  [
    'package.layer-not-resolved',
    {
      ...log("Error: Couldn't find valid bootstrap(s): [/var/task/bootstrap /opt/bootstrap]"),
      runtime: 'provided.al2 (bref)',
      symptom: 'The layer is attached',
    },
  ],
  [
    'package.layer-not-resolved',
    { ...log("Cannot find module 'sharp'"), symptom: 'sharp is in a Lambda layer' },
  ],
  ['package.crlf', log('/opt/extensions/wrapper.sh: cannot execute: required file not found')],
  [
    'package.crlf',
    log('Error: fork/exec /opt/extensions/my-ext: no such file or directory Extension.LaunchError'),
  ],
  [
    'init.syntax-error',
    log(
      '{"errorType": "Runtime.UserCodeSyntaxError", "errorMessage": "SyntaxError: Unexpected token \'.\'"}',
    ),
  ],
  [
    'init.syntax-error',
    log(
      'SyntaxError: Unexpected identifier',
      '    at wrapSafe (internal/modules/cjs/loader.js:1001:16)',
      '    at Module._compile (internal/modules/cjs/loader.js:1049:27)',
    ),
  ],
  [
    'init.extension-crash',
    log('Error Type: Extension.Crash', 'EXTENSION Name: AppSignal State: Ready Events: [INVOKE,SHUTDOWN]'),
  ],
  [
    'init.env-missing',
    log(
      '  File "/var/task/index.py", line 10, in <module>',
      "    BUCKET = os.environ['BUCKET']",
      "KeyError: 'BUCKET'",
    ),
  ],
  ['init.exception', log('module initialization error: could not connect to server: Connection refused')],
  [
    'init.exception',
    log(
      '[ERROR] OSError: [Errno 38] Function not implemented',
      '  File "/var/task/app.py", line 3, in <module>',
    ),
  ],
  [
    'runtime.timeout',
    log(
      '"errorMessage": "2021-03-01T10:00:00.123Z 0b8e8c3a-0000-4000-8000-000000000000 Task timed out after 10.01 seconds"',
    ),
  ],
  [
    'runtime.timeout',
    log(
      '{"errorType":"Sandbox.Timedout","errorMessage":"RequestId: 0b8e8c3a-0000-4000-8000-000000000000 Error: Task timed out after 3.00 seconds"}',
    ),
  ],
  [
    'runtime.out-of-memory',
    log(
      'Error: Runtime exited with error: signal: killed Runtime.ExitError',
      'Memory Size: 512 MB Max Memory Used: 512 MB',
    ),
  ],
  [
    'runtime.out-of-memory',
    log(
      'RequestId: x Process exited before completing request',
      'REPORT RequestId: x Duration: 1200.11 ms Billed Duration: 1300 ms Memory Size: 128 MB Max Memory Used: 129 MB',
    ),
  ],
  [
    'runtime.exit',
    log(
      'dotnet bootstrap: Unhandled exception. CoreCLR exit status 137',
      'RequestId: x Error: Runtime exited with error: exit status 137',
    ),
  ],
  [
    'runtime.exit',
    log(
      'panic: runtime error: invalid memory address or nil pointer dereference',
      'RequestId: x Error: Runtime exited with error: exit status 2',
    ),
  ],
  [
    'runtime.kms-denied',
    {
      ...answered(500, '{"message": "Internal server error"}'),
      symptom:
        "Console: Lambda was unable to decrypt the environment variables because KMS access was denied. Please check the function's KMS key settings.",
    },
  ],
  [
    'runtime.iam-denied',
    log(
      '"errorMessage": "User: arn:aws:sts::123456789012:assumed-role/x/y is not authorized to perform: dynamodb:Scan on resource: arn:aws:dynamodb:us-east-1:123456789012:table/rides"',
      '"errorType": "AccessDeniedException"',
    ),
  ],
  [
    'runtime.read-only-filesystem',
    log(
      'npm ERR! code EROFS',
      'npm ERR! syscall mkdir',
      "npm ERR! rofs EROFS: read-only file system, mkdir '/home/sbx_user1051/.npm/_logs'",
    ),
  ],
  ['runtime.tmp-full', log('System.IO.IOException: No space left on device : /tmp/aspnetcore_1.tmp')],
  [
    'runtime.unhandled-rejection',
    log(
      'ERROR Unhandled Promise Rejection {"errorType":"Runtime.UnhandledPromiseRejection","errorMessage":"TypeError: Converting circular structure to JSON","trace":[]}',
    ),
  ],
  [
    'runtime.unhandled-exception',
    gateway(
      '(0b8e8c3a-0000-4000-8000-000000000000) Lambda execution failed with status 200 due to customer function error: unsupported operand type(s) for +: int and str. Lambda request id: 0b8e8c3a-0000-4000-8000-000000000001',
    ),
  ],
  [
    'runtime.unhandled-exception',
    log(
      'TypeError [ERR_INVALID_CHAR]: Invalid character in header content ["x-title"]',
      '    at ServerResponse.setHeader (node:_http_outgoing:651:3)',
      '    at /var/task/app.js:20:9',
    ),
  ],
  [
    'runtime.error-returned',
    {
      ...answered(502, '{"message": "Internal server error"}'),
      handlerCode:
        'func handler(ctx context.Context, r events.APIGatewayProxyRequest) (events.APIGatewayProxyResponse, error) {\n\tif err := check(r); err != nil {\n\t\treturn events.APIGatewayProxyResponse{StatusCode: 400}, err\n\t}\n\treturn events.APIGatewayProxyResponse{StatusCode: 200}, nil\n}',
      runtime: 'provided.al2',
    },
  ],
  ['runtime.error-returned', log('{"errorMessage":"[404] Not Found"}')],
  [
    'runtime.event-shape',
    log(
      "TypeError: Cannot read property 'method' of undefined",
      '    at /var/task/node_modules/@vendia/serverless-express/src/event-sources/aws/api-gateway-v2-event.js:30:5',
    ),
  ],
  [
    'runtime.event-shape',
    log(
      '[ERROR] JSONDecodeError: Expecting value: line 1 column 1 (char 0)',
      '  File "/var/task/app.py", line 12, in handler',
      '    data = json.loads(event["body"])',
    ),
  ],
  ['runtime.event-shape', log("KeyError: 'queryStringParameters'")],
  [
    'runtime.benign-shutdown',
    log(
      'Init error when loading handler',
      '"errorMessage": "SIGTERM"',
      '"errorType": "Init<SignalException>"',
    ),
  ],
  [
    'runtime.timeout-vpc',
    {
      ...log('Task timed out after 10.01 seconds'),
      template: 'VpcConfig:\n  SecurityGroupIds:\n    - sg-1\n  SubnetIds:\n    - subnet-1',
    },
  ],
  [
    'integration.timeout',
    {
      ...log(
        'REPORT RequestId: x Duration: 93012.11 ms Billed Duration: 93100 ms Memory Size: 512 MB Max Memory Used: 200 MB',
      ),
      ...answered(504, '{"message": "Endpoint request timed out"}'),
    },
  ],
  [
    'integration.timeout',
    {
      ...log(
        'END RequestId: x',
        'REPORT RequestId: x Duration: 35012.11 ms Billed Duration: 35100 ms Memory Size: 512 MB Max Memory Used: 200 MB',
      ),
    },
  ],
  [
    'integration.route-not-found',
    {
      httpResponse:
        'HTTP/1.1 403 Forbidden\nx-amzn-ErrorType: MissingAuthenticationTokenException\nContent-Type: application/json\n\n{"message":"Missing Authentication Token"}',
    },
  ],
  [
    'integration.route-not-found',
    answered(
      403,
      '{"message":"Authorization header requires \'Credential\' parameter. Authorization header requires \'Signature\' parameter. Authorization=Bearer abc"}',
      { 'x-amzn-errortype': 'IncompleteSignatureException' },
    ),
  ],
  [
    'integration.authorizer-failure',
    {
      httpResponse: {
        status: 500,
        headers: { 'x-amzn-ErrorType': 'AuthorizerConfigurationException' },
        body: '{"message":null}',
      },
      symptom: 'my custom authorizer returns null',
    },
  ],
  [
    'integration.http-method-not-post',
    {
      ...answered(500, '{"message": "Internal server error"}'),
      template:
        'x-amazon-apigateway-integration:\n  type: aws_proxy\n  httpMethod: GET\n  uri: arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/x/invocations',
    },
  ],
  [
    'integration.stage-variable-unset',
    gateway(
      'Endpoint request URI: https://lambda.us-east-1.amazonaws.com/2015-03-31/functions/arn:aws:lambda:us-east-1:123456789012:function:orders:/invocations',
      'Execution failed due to configuration error: Invalid permissions on Lambda function',
    ),
  ],
  [
    'integration.stale-deployment',
    {
      ...answered(403, '{"message":"Missing Authentication Token"}'),
      symptom: 'Works after redeploying the API to the stage',
    },
  ],
  [
    'gateway.resource-policy-deny',
    {
      httpResponse: {
        status: 403,
        body: '{"Message":"User: anonymous is not authorized to perform: execute-api:Invoke on resource: arn:aws:execute-api:us-west-2:***:x/test/GET/"}',
      },
    },
  ],
  [
    'gateway.api-key',
    {
      ...answered(403, '{"message":"Forbidden"}'),
      symptom: 'I send the x-api-key header with the right key',
    },
  ],
  [
    'request.too-large',
    gateway('Execution failed due to configuration error: HTTP content length exceeded 10485760 bytes.'),
  ],
  // --- more of the same, older runtimes and other tools
  [
    'init.syntax-error',
    log(
      'SyntaxError: Unexpected token {',
      '    at createScript (vm.js:56:10)',
      '    at Object.runInThisContext (vm.js:97:10)',
      '    at Module._compile (module.js:549:28)',
    ),
  ],
  ['init.syntax-error', log('module initialization error: SyntaxError: Unexpected token function')],
  ['init.syntax-error', log("Unable to import module 'handler': invalid syntax (handler.py, line 14)")],
  [
    'init.syntax-error',
    log(
      '"errorMessage": "/var/task/app.rb:12: syntax error, unexpected keyword_end, expecting end-of-input"',
      '"errorType": "Function<SyntaxError>"',
    ),
  ],
  [
    'init.syntax-error',
    log(
      '"errorType": "Init<SyntaxError>"',
      '"errorMessage": "--> /var/task/app.rb\\nunexpected local variable or method"',
    ),
  ],
  ['init.syntax-error', log('IndentationError: unexpected indent (app.py, line 5)')],
  [
    'init.syntax-error',
    log("PHP Parse error:  syntax error, unexpected 'fn' (T_STRING) in /var/task/index.php on line 3"),
  ],
  ['init.syntax-error', log("SyntaxError: Unexpected token '??='", '    at compileFunction (<anonymous>)')],
  [
    'init.syntax-error',
    log(
      'java.lang.UnsupportedClassVersionError: com/example/Handler has been compiled by a more recent version of the Java Runtime (class file version 61.0)',
    ),
  ],
  [
    'response.not-serializable',
    log(
      'TypeError: Converting circular structure to JSON',
      '    at JSON.stringify (<anonymous>)',
      '    at Runtime.handler',
    ),
  ],
  [
    'response.not-serializable',
    log('Unable to stringify response body as json: Converting circular structure to JSON: TypeError'),
  ],
  [
    'response.not-serializable',
    log(
      "An error occurred during JSON serialization of response: Decimal('12.3') is not JSON serializable",
      'TypeError',
    ),
  ],
  [
    'response.not-serializable',
    log(
      '[ERROR] Runtime.MarshalError: Unable to marshal response: <Response 200 OK> is not JSON serializable',
    ),
  ],
  [
    'response.not-serializable',
    log(
      "{'errorMessage': \"datetime.datetime(2020, 1, 1, 0, 0) is not JSON serializable\", 'errorType': 'TypeError'}",
    ),
  ],
  [
    'response.not-serializable',
    log('An error occurred during JSON serialization of response', 'java.lang.RuntimeException'),
  ],
  [
    'response.never-returned',
    {
      ...payload('null'),
      handlerCode: 'export const handler = async (event) => { server.proxy(event) }',
      runtime: 'nodejs8.10',
    },
  ],
  [
    'response.never-returned',
    {
      handlerCode:
        'exports.handler = (event, context, callback) => {\n  const response = { statusCode: 200, body: "x" };\n  return response;\n};',
      runtime: 'nodejs8.10',
      ...answered(502, '{"message": "Internal server error"}'),
    },
  ],
  [
    'response.never-returned',
    {
      handlerCode:
        'def lambda_handler(event, context):\n    result = {"statusCode": 200, "body": "x"}\n    print(result)\n',
      runtime: 'python3.7',
      ...answered(502, '{"message": "Internal server error"}'),
    },
  ],
  [
    'response.never-returned',
    {
      executionLog: [
        'Endpoint response body before transformations: null',
        'Malformed Lambda proxy response',
      ],
      functionLog: ['START RequestId: x', 'END RequestId: x', 'REPORT RequestId: x Duration: 1.2 ms'],
    },
  ],
  [
    'response.unknown-key',
    {
      handlerCode: 'return { statusCode: 200, message: "ok" };',
      runtime: 'nodejs12.x',
      ...answered(502, '{"message": "Internal server error"}'),
    },
  ],
  ['response.unknown-key', payload('{"StatusCode":200,"Body":"ok","Headers":{}}')],
  [
    'response.body-not-string',
    {
      handlerCode:
        "callback(null, {\n  statusCode: 200,\n  headers: {},\n  body: { message: 'hi', input: event },\n});",
      runtime: 'nodejs6.10',
      ...answered(502, '{"message": "Internal server error"}'),
    },
  ],
  [
    'response.multivalueheaders-not-array',
    payload(
      '{"isBase64Encoded":false,"statusCode":200,"multiValueHeaders":{"content-type":"text/html","vary":["a"]},"body":"..."}',
    ),
  ],
  [
    'response.binary-not-decoded',
    { ...answered(200, 'UEsDBBQAAAAIAA=='), symptom: 'The downloaded zip is corrupted' },
  ],
  ['package.missing-module', log("Unable to import module 'wsgi_handler': No module named 'werkzeug'")],
  ['package.missing-module', log("ModuleNotFoundError: No module named 'numpy'")],
  ['package.missing-module', log('errorMessage: "Error: Cannot find module \'lodash\'"')],
  [
    'package.missing-module',
    log(
      "Cannot find module 'uuid/v4'\nRequire stack:\n- /var/task/src/handler.js\n- /var/runtime/UserFunction.js",
    ),
  ],
  [
    'package.missing-module',
    log(
      "Error: Cannot find module './config'",
      'Require stack:',
      '- /var/task/src/db.js',
      '- /var/task/index.js',
    ),
  ],
  [
    'package.native-wrong-platform',
    log(
      'Error: /var/task/node_modules/sqlite3/lib/binding/node-v64-linux-x64/node_sqlite3.node: invalid ELF header',
    ),
  ],
  [
    'package.native-wrong-platform',
    log("ImportError: /lib64/libstdc++.so.6: version `GLIBCXX_3.4.26' not found"),
  ],
  [
    'package.missing-data-file',
    log(
      "Unable to import module 'app': libffi-806b1a9d.so.6.0.4: cannot open shared object file: No such file or directory",
    ),
  ],
  [
    'package.native-wrong-platform',
    log("[ERROR] Runtime.ImportModuleError: Unable to import module 'app': No module named 'lxml.etree'"),
  ],
  [
    'package.native-wrong-platform',
    log(
      'Something went wrong installing the "sharp" module',
      "Cannot find module '../build/Release/sharp-linux-x64.node'",
    ),
  ],
  [
    'package.unreadable-file',
    log(
      "Error: EACCES: permission denied, open '/var/task/index.js'",
      '    at Error (native)',
      '    at Object.fs.openSync (fs.js:641:18)',
    ),
  ],
  [
    'package.unreadable-file',
    log("Unable to import module 'app': [Errno 13] Permission denied: '/var/task/app.py'"),
  ],
  [
    'package.unreadable-file',
    log("PermissionError: [Errno 13] Permission denied: '/var/task/chalicelib/__init__.py'"),
  ],
  ['package.unreadable-file', log("EACCES: permission denied, scandir '/var/task/node_modules'")],
  [
    'package.layer-not-resolved',
    log("Error [ERR_MODULE_NOT_FOUND]: Cannot find package 'lucid' imported from /opt/nodejs/index.mjs"),
  ],
  [
    'package.layer-not-resolved',
    log(
      "Error: Cannot find module '@smithy/config-resolver'",
      'Require stack:',
      '- /opt/nodejs/node_modules/@aws-sdk/client-s3/dist-cjs/index.js',
      '- /var/task/index.js',
    ),
  ],
  ['package.wrong-architecture', log('fork/exec /var/task/main: exec format error: PathError', 'null')],
  [
    'package.wrong-architecture',
    log('qemu-x86_64: Could not open /lib64/ld-linux-x86-64.so.2: No such file or directory'),
  ],
  [
    'package.esm-cjs',
    log(
      'Error [ERR_REQUIRE_ESM]: require() of ES Module /var/task/index.js from /var/runtime/UserFunction.js not supported.',
      'index.js is treated as an ES module file as it is a .js file whose nearest parent package.json contains "type": "module"',
    ),
  ],
  [
    'package.esm-cjs',
    log(
      'Warning: To load an ES module, set "type": "module" in the package.json or use the .mjs extension.',
      "SyntaxError: Unexpected token 'export'",
    ),
  ],
  ['package.not-executable', log('/var/task/bootstrap: line 3: /opt/php/bin/php: Permission denied')],
  [
    'package.not-executable',
    {
      ...log('Process exited before completing request'),
      symptom: 'Deploying from Windows fails, from Linux it works',
    },
  ],
  [
    'package.runtime-removed-module',
    {
      ...log("Cannot find module 'aws-sdk/clients/dynamodb'\nRequire stack:\n- /var/task/index.js"),
      runtime: 'nodejs18.x',
    },
  ],
  [
    'handler.module-not-found',
    log(
      "Error: Cannot find module 'handler'\nRequire stack:\n- /var/runtime/UserFunction.js\n- /var/runtime/index.js",
    ),
  ],
  [
    'handler.module-not-found',
    log(
      "Runtime.ImportModuleError: Error: Cannot find module 'src/functions/hello/handler'",
      'Require stack:',
      '- /var/runtime/index.mjs',
    ),
  ],
  [
    'handler.module-not-found',
    {
      ...log("Unable to import module 'src/app': No module named 'src/app'"),
      runtime: 'python3.8',
      handlerSetting: 'src/app.handler',
    },
  ],
  ['handler.not-found', log("Handler 'handler' missing on module 'index'")],
  [
    'handler.not-found',
    log('"errorType": "Runtime.HandlerNotFound"', '"errorMessage": "lambda.universal is not a function"'),
  ],
  ['handler.not-found', log('Undefined or not exported: index.main', 'main is undefined or not exported')],
  [
    'handler.malformed-name',
    log(
      "Could not find the specified handler assembly with the file name 'MyApp, Culture=neutral, PublicKeyToken=null'",
    ),
  ],
  [
    'handler.malformed-name',
    {
      ...log(
        '{"errorType":"Runtime.HandlerNotFound","errorMessage":"index.js is undefined or not exported"}',
      ),
      runtime: 'nodejs14.x',
      handlerSetting: 'index.js',
    },
  ],
  [
    'handler.class-not-found',
    log(
      'Class not found: org.springframework.boot.loader.JarLauncher.Handler: java.lang.ClassNotFoundException',
    ),
  ],
  [
    'handler.bootstrap-missing',
    {
      ...log(
        '{"errorType":"Runtime.InvalidEntrypoint","errorMessage":"RequestId: x Error: Couldn\'t find valid bootstrap(s): [/var/task/bootstrap /opt/bootstrap]"}',
      ),
      runtime: 'dotnet8 custom runtime',
    },
  ],
  [
    'handler.entrypoint-invalid',
    {
      ...log(
        'fork/exec /usr/local/bundle/bin/aws_lambda_ric: no such file or directory',
        'Runtime.InvalidEntrypoint',
      ),
      runtime: 'container ruby3.2',
    },
  ],
  [
    'init.extension-crash',
    log('RequestId: x Error: exit code 0 Extension.Crash', 'DD_EXTENSION | DEBUG | Shutting down'),
  ],
  [
    'init.exception',
    log(
      '[ERROR] OSError: [Errno 38] Function not implemented',
      'Traceback (most recent call last):',
      '  File "/var/task/handler.py", line 1, in <module>',
      '  File "/var/lang/lib/python3.8/multiprocessing/synchronize.py", line 59, in __init__',
    ),
  ],
  [
    'init.env-missing',
    log(
      "[ERROR] KeyError: 'STATE_MACHINE_ARN'",
      '  File "/var/task/index.py", line 12, in <module>',
      '    arn = os.environ["STATE_MACHINE_ARN"]',
    ),
  ],
  ['runtime.event-shape', log('"errorMessage": "\'requestContext\'"', '"errorType": "KeyError"')],
  [
    'runtime.event-shape',
    log('SyntaxError: Unexpected end of JSON input', '    at JSON.parse (<anonymous>)'),
  ],
  [
    'runtime.error-returned',
    {
      handlerCode: "callback({ statusCode: 400, body: 'bad' });",
      ...answered(502, '{"message": "Internal server error"}'),
      runtime: 'nodejs6.10',
    },
  ],
  ['runtime.error-returned', log('{"errorMessage": "[400] Bad Request: missing id"}')],
  [
    'runtime.error-returned',
    { ...log('"errorMessage": "invalid id"', '"errorType": "*errors.errorString"'), runtime: 'go1.x' },
  ],
  [
    'runtime.out-of-memory',
    log(
      '{"errorType":"Runtime.ExitError","errorMessage":"RequestId: x Error: Runtime exited with error: signal: killed"}',
    ),
  ],
  [
    'runtime.out-of-memory',
    {
      ...log(
        'REPORT RequestId: x Duration: 20000.00 ms Billed Duration: 20000 ms Memory Size: 1024 MB Max Memory Used: 1024 MB',
        'RequestId: x Error: Runtime exited without providing a reason Runtime.ExitError',
      ),
    },
  ],
  [
    'runtime.kms-denied',
    log(
      'KMSAccessDeniedException: Lambda was unable to decrypt the environment variables because KMS access was denied.',
    ),
  ],
  [
    'runtime.vpc-eni-limit',
    {
      executionLog: [
        'Lambda execution failed with status 200 due to customer function error: Lambda was not able to create an ENI in the VPC of the Lambda function because the limit for Network Interfaces has been reached.',
      ],
    },
  ],
  [
    'runtime.iam-denied',
    log(
      'AccessDeniedException: User: arn:aws:sts::1:assumed-role/a/b is not authorized to perform: dynamodb:Query',
    ),
  ],
  [
    'runtime.timeout-event-loop',
    {
      ...log('Task timed out after 6.01 seconds'),
      symptom: 'mongoose connection keeps the event loop busy, the callback was called',
    },
  ],
  [
    'runtime.timeout-vpc',
    {
      ...log('Task timed out after 29.00 seconds'),
      symptom: 'adding the Lambda security group to the RDS inbound rules',
    },
  ],
  [
    'runtime.unhandled-rejection',
    log(
      '(node:1) UnhandledPromiseRejectionWarning: Error: boom',
      '(node:1) [DEP0018] DeprecationWarning: Unhandled promise rejections are deprecated.',
    ),
  ],
  [
    'runtime.benign-shutdown',
    log(
      '{"errorMessage":"SIGTERM","errorType":"Init<SignalException>","stackTrace":["/var/runtime/lib/runtime.rb:57"]}',
    ),
  ],
  ['integration.authorizer-failure', answered(500, '{"message":null}')],
  [
    'integration.authorizer-failure',
    {
      ...answered(500, ''),
      httpResponse: { status: 500, headers: { 'x-amzn-errortype': 'AuthorizerConfigurationException' } },
    },
  ],
  [
    'integration.http-method-not-post',
    {
      template:
        'Integration:\n  Type: AWS_PROXY\n  IntegrationHttpMethod: GET\n  Uri: !Sub arn:aws:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/${F.Arn}/invocations',
      ...answered(500, '{"message": "Internal server error"}'),
    },
  ],
  [
    'integration.http-method-not-post',
    {
      template:
        'aws apigateway put-integration --rest-api-id x --type AWS_PROXY --integration-http-method GET --uri arn',
      ...answered(500, '{"message": "Internal server error"}'),
    },
  ],
  [
    'integration.http-method-not-post',
    {
      template:
        'resource "aws_api_gateway_integration" "i" {\n  integration_http_method = "GET"\n  type = "AWS_PROXY"\n}',
      ...answered(500, '{"message": "Internal server error"}'),
    },
  ],
  [
    'integration.stage-variable-unset',
    {
      ...gateway(
        'Endpoint request URI: https://lambda.us-east-1.amazonaws.com/2015-03-31/functions/arn:aws:lambda:us-east-1:1:function:${stageVariables.fn}/invocations',
        'Execution failed due to configuration error: Invalid permissions on Lambda function',
      ),
    },
  ],
  [
    'integration.timeout',
    {
      ...log(
        'REPORT RequestId: x Duration: 31000.00 ms Billed Duration: 31000 ms Memory Size: 128 MB Max Memory Used: 80 MB',
      ),
      ...answered(504, '{"message": "Endpoint request timed out"}'),
    },
  ],
  [
    'integration.route-not-found',
    { ...answered(403, '{"message":"Missing Authentication Token"}'), template: '- http: ANY {proxy+}' },
  ],
  [
    'permission.source-arn-mismatch',
    {
      ...gateway('Execution failed due to configuration error: Invalid permissions on Lambda function'),
      template: 'SourceArn: !Sub "arn:aws:execute-api:${AWS::Region}:${AWS::AccountId}:MyApi/*/GET/x"',
    },
  ],
  [
    'permission.source-arn-mismatch',
    {
      ...gateway('Invalid permissions on Lambda function'),
      policy: {
        Version: '2012-10-17',
        Statement: [
          {
            Sid: 'a',
            Effect: 'Allow',
            Principal: { Service: 'apigateway.amazonaws.com' },
            Action: 'lambda:InvokeFunction',
            Resource: 'arn:aws:lambda:us-east-1:123456789012:function:f',
            Condition: {
              ArnLike: { 'AWS:SourceArn': 'arn:aws:execute-api:us-east-1:123456789012:zzz/Stage/GET/' },
            },
          },
        ],
      },
    },
  ],
  [
    'permission.missing-statement',
    {
      ...gateway('Execution failed due to configuration error: Invalid permissions on Lambda function'),
      policy: {
        Version: '2012-10-17',
        Statement: [
          {
            Sid: 's3',
            Effect: 'Allow',
            Principal: { Service: 's3.amazonaws.com' },
            Action: 'lambda:InvokeFunction',
            Resource: 'arn:aws:lambda:us-east-1:123456789012:function:f',
          },
        ],
      },
    },
  ],
  [
    'permission.function-replaced',
    {
      ...gateway('Invalid permissions on Lambda function'),
      symptom: 'After changing functionName in CDK the API answers 500',
    },
  ],
  [
    'handler.wrong-runtime',
    { ...log("Bad handler 'bootstrap'"), runtime: 'python3.9', handlerSetting: 'bootstrap' },
  ],
  ['runtime.event-shape', log("TypeError: Cannot read property 'path' of undefined")],
  // --- types alone, cut stacks, the JSON log format, other mixtures
  [
    'package.missing-module',
    log(
      'REPORT RequestId: x Duration: 300 ms Billed Duration: 300 ms Memory Size: 128 MB Max Memory Used: 60 MB Status: error Error Type: Runtime.ImportModuleError',
    ),
  ],
  [
    'package.missing-module',
    log(
      '2021-09-12T10:30:27.825Z\tundefined\tERROR\tUncaught Exception \t{',
      '    "errorType": "Runtime.ImportModuleError",',
      '    "errorMessage": "Error: Cannot find module \'mongodb\'\\nRequire stack:\\n- /var/task/db.js",',
      '    "stack": [',
      '        "Runtime.ImportModuleError: Error: Cannot find module \'mongodb\'",',
      '        "Require stack:",',
      '        "- /var/task/db.js",',
    ),
  ],
  [
    'handler.module-not-found',
    log(
      '"trace": [',
      '"Runtime.ImportModuleError: Error: Cannot find module \'app\'",',
      '"Require stack:",',
      '"- /var/runtime/index.mjs",',
    ),
  ],
  [
    'runtime.unhandled-exception',
    log(
      '{"timestamp":"2024-01-01T00:00:00Z","level":"ERROR","requestId":"0b8e8c3a-0000-4000-8000-000000000000","message":{"errorType":"ReferenceError","errorMessage":"x is not defined","stackTrace":["ReferenceError: x is not defined","    at Runtime.handler (file:///var/task/index.mjs:2:3)"]}}',
    ),
  ],
  [
    'runtime.unhandled-exception',
    log(
      '{"timestamp":"2024-01-01T00:00:00Z","log_level":"ERROR","errorMessage":"bad","errorType":"ValueError","requestId":"x","stackTrace":["  File \\"/var/task/app.py\\", line 3, in lambda_handler\\n    raise ValueError(\\"bad\\")\\n"]}',
    ),
  ],
  [
    'runtime.timeout',
    log(
      '{"time":"2024-01-01T00:00:03Z","type":"platform.report","record":{"requestId":"x","metrics":{"durationMs":3000.0,"billedDurationMs":3000,"memorySizeMB":128,"maxMemoryUsedMB":60},"status":"timeout"}}',
    ),
  ],
  [
    'handler.not-found',
    log('INIT_REPORT Init Duration: 120.00 ms Phase: init Status: error Error Type: Runtime.HandlerNotFound'),
  ],
  [
    'init.syntax-error',
    log(
      'INIT_REPORT Init Duration: 120.00 ms Phase: init Status: error Error Type: Runtime.UserCodeSyntaxError',
    ),
  ],
  [
    'response.never-returned',
    {
      executionLog: [
        '(0b8e8c3a-0000-4000-8000-000000000000) Endpoint response body before transformations: null',
        '(0b8e8c3a-0000-4000-8000-000000000000) Execution failed due to configuration error: Malformed Lambda proxy response',
      ],
      functionLog: ['INFO Error: something logged and handled'],
    },
  ],
  [
    'response.unknown-key',
    {
      executionLog: [
        'Endpoint response body before transformations: {"statusCode":200,"body":"ok","success":true}',
        'Method completed with status: 502',
      ],
    },
  ],
  [
    'runtime.error-returned',
    {
      handlerCode: 'exports.handler = (event, context, callback) => {\n  callback("Not Found");\n};',
      runtime: 'nodejs8.10',
      httpResponse: { status: 502 },
    },
  ],
  [
    'response.header-value-type',
    {
      handlerCode:
        'return {\n  statusCode: 302,\n  headers: { Location: url, "Set-Cookie": [a, b] },\n  body: "",\n};',
      runtime: 'nodejs16.x',
      httpResponse: { status: 502, body: '{"message": "Internal server error"}' },
    },
  ],
  [
    'response.headers-not-object',
    {
      handlerCode:
        "def handler(event, context):\n    return {'statusCode': 200, 'headers': [{'Content-Type': 'text/html'}], 'body': 'x'}",
      runtime: 'python3.9',
      httpResponse: { status: 502, body: '{"message": "Internal server error"}' },
    },
  ],
  [
    'runtime.iam-denied',
    log(
      'botocore.exceptions.ClientError: An error occurred (AccessDeniedException) when calling the Query operation: User: arn:aws:sts::1:assumed-role/r/f is not authorized to perform: dynamodb:Query on resource: arn:aws:dynamodb:us-east-1:1:table/t',
    ),
  ],
  [
    'runtime.env-missing',
    log(
      "[ERROR] KeyError: 'SECRET'",
      'Traceback (most recent call last):',
      '  File "/var/task/app.py", line 30, in handler',
      '    key = os.environ["SECRET"]',
      '  File "/var/lang/lib/python3.8/os.py", line 675, in __getitem__',
      '    raise KeyError(key) from None',
    ),
  ],
  [
    'init.extension-crash',
    log(
      'TELEMETRY Name: sumologic-extension State: Subscribed',
      'EXTENSION Name: sumologic-extension State: Ready',
      'RequestId: x Error: exit status 2',
      'Extension.Crash',
    ),
  ],
  [
    'package.wrong-architecture',
    log(
      'IMAGE Launch error: fork/exec /lambda-entrypoint.sh: exec format error Entrypoint: [/lambda-entrypoint.sh] Cmd: [app.handler] WorkingDir: [/var/task]',
    ),
  ],
  [
    'package.layer-not-resolved',
    {
      ...log("Unable to import module 'app': No module named 'shared'"),
      template: 'Layers:\n  - arn:aws:lambda:us-east-1:123456789012:layer:shared:3',
    },
  ],
  [
    'integration.authorizer-failure',
    gateway(
      'Execution failed due to configuration error: Authorizer function failed with response body: {"errorMessage":"x"}',
      'AuthorizerConfigurationException',
    ),
  ],
  [
    'gateway.resource-policy-deny',
    answered(
      403,
      '{"Message":"User: arn:aws:iam::123456789012:user/x is not authorized to perform: execute-api:Invoke on resource: arn:aws:execute-api:us-east-1:********9012:x/Prod/GET/"}',
    ),
  ],
];
