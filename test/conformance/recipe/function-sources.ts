// Source code for the functions that recordings name and describe in words: written here from these words.
import { nodejsSource } from '../function-code/nodejs.ts';
import { zipped } from '../function-code/package.ts';
import { pythonSource } from '../function-code/python.ts';

const returnedContext = `{"event": event, "context": {name: getattr(context, name) for name in (
        "invoked_function_arn", "function_version", "function_name", "memory_limit_in_mb",
        "aws_request_id", "log_group_name", "log_stream_name")}}`;

const echo = pythonSource({ type: 'returnsEvent' });

const chosenByBody = `import base64
import json


def handler(event, context):
    body = event["body"]
    if event.get("isBase64Encoded"):
        body = base64.b64decode(body)
    return json.loads(body)
`;

const chosenByPath = `import json


def handler(event, context):
    print(json.dumps(event))
    answers = {
        "/no-body": {"statusCode": 200},
        "/only-headers": {"statusCode": 200, "headers": {"test-header": "value"}},
        "/wrong-format": {"statusCode": 200, "wrongValue": "value"},
        "/empty-response": {},
    }
    return answers.get(event["path"], {"statusCode": 200, "body": json.dumps(event)})
`;

/** Its lines stand where the recorded stack traces say. */
const selectPattern = `def handler(event, context):
    status = event.get("statusCode")
    if status == "200":
        return "Pass"

    if status == "400":
        raise Exception("Error: Raising four hundred from within the Lambda function")
    if status == "500":
        raise Exception("Error: Raising five hundred from within the Lambda function")
    return "Unknown"
`;

const mappingResponses = `import json


def handler(event, context):
    body = event["body"]
    body = json.loads(body) if isinstance(body, str) else body
    return {"statusCode": 200, "body": "customerror" if int(body["httpStatus"]) >= 400 else "noerror"}
`;

const initializationType = `import os
import time


def handler(event, context):
    time.sleep(event.get("wait", 0))
    print(os.environ["AWS_LAMBDA_INITIALIZATION_TYPE"])
    return os.environ["AWS_LAMBDA_INITIALIZATION_TYPE"]
`;

const initializationFailure = `import os

if os.environ["AWS_LAMBDA_INITIALIZATION_TYPE"] == "provisioned-concurrency":
    raise Exception("Intentional failure")


def handler(event, context):
    return os.environ["AWS_LAMBDA_INITIALIZATION_TYPE"]
`;

const requestId = `import json


def handler(event, context):
    print(json.dumps(event))
    print(context.aws_request_id)
    if event.get("fail"):
        raise Exception("Intentional failure")
    return context.aws_request_id
`;

const version = `def handler(event, context):
    return {
        "version_id": "%s",
        "invoked_arn": context.invoked_function_arn,
        "version_from_ctx": context.function_version,
    }
`;

const environment = `import os
import time


def handler(event, context):
    time.sleep(event.get("sleep", 0))
    return {"environment": dict(os.environ)}
`;

const traceId = `import os

outside = os.environ.get("_X_AMZN_TRACE_ID")


def handler(event, context):
    result = {"trace_id_outside_handler": outside, "trace_id_inside_handler": os.environ.get("_X_AMZN_TRACE_ID")}
    print(result)
    return result
`;

const survivors = `import time

number = 0


def handler(event, context):
    global number
    if "write-file" in event:
        with open("/tmp/temp.txt", "w") as file:
            file.write(event["write-file"])
    if "read-file" in event:
        with open("/tmp/temp.txt") as file:
            return {"content": file.read()}
    if "set-number" in event:
        number = event["set-number"]
        return {"number": number}
    if "read-number" in event:
        return {"number": number}
    if "sleep" in event:
        print("starting wait")
        time.sleep(event["sleep"])
        print("done waiting")
`;

const url = `exports.handler = async (event, context) => {
  return { statusCode: 200, body: JSON.stringify({ event, context }) };
};
`;

const streaming = `exports.handler = awslambda.streamifyResponse(async (event, responseStream) => {
  const metadata = { statusCode: 200, headers: { 'Content-Type': 'text/html' } };
  const stream = awslambda.HttpResponseStream.from(responseStream, metadata);
  stream.write('Hello,');
  stream.write(' world!');
  stream.end();
});
`;

const nodejsProxy = nodejsSource({
  type: 'returnsProxyJs',
  value: {
    statusCode: 200,
    body: 'JSON.stringify("response from localstack lambda: " + JSON.stringify(event))',
    isBase64Encoded: false,
    headers: {},
  },
});

/** Source code, or a package. */
export const functionSources: Readonly<Record<string, string | Uint8Array>> = {
  TEST_LAMBDA_PYTHON_ECHO: echo,
  TEST_LAMBDA_PYTHON_ECHO_ZIP: zipped({ 'echo.py': echo }),
  TEST_LAMBDA_PYTHON: `def handler(event, context):\n    print("called")\n    return ${returnedContext}\n`,
  TEST_LAMBDA_PYTHON_NONE: pythonSource({ type: 'returnsNothing' }),
  TEST_LAMBDA_PYTHON_ECHO_JSON_BODY: chosenByBody,
  TEST_LAMBDA_AWS_PROXY: pythonSource({ type: 'returnsEventAsProxyBody' }),
  TEST_LAMBDA_AWS_PROXY_FORMAT: chosenByPath,
  TEST_LAMBDA_CUSTOM_RESPONSE_SIZE: `def handler(event, context):\n    print("generating bytes...")\n    return "a" * event["bytenum"]\n`,
  TEST_LAMBDA_TIMEOUT_PYTHON: pythonSource({ type: 'sleepsSeconds', value: 1 }),
  TEST_LAMBDA_TIMEOUT_ENV_PYTHON: survivors,
  TEST_LAMBDA_PYTHON_SELECT_PATTERN: selectPattern,
  TEST_LAMBDA_MAPPING_RESPONSES: mappingResponses,
  TEST_LAMBDA_INVOCATION_TYPE: initializationType,
  TEST_LAMBDA_INVOCATION_TYPE_FAILURE: initializationFailure,
  TEST_LAMBDA_CONTEXT_REQID: requestId,
  TEST_LAMBDA_VERSION: version,
  TEST_LAMBDA_SLEEP_ENVIRONMENT: environment,
  TEST_LAMBDA_XRAY_TRACEID: traceId,
  TEST_LAMBDA_PYTHON_HANDLER_ERROR: pythonSource({ type: 'throws', errorMessage: 'Handler fails' }),
  TEST_LAMBDA_PYTHON_RUNTIME_ERROR: pythonSource({
    type: 'throwsAtInit',
    errorMessage: 'Runtime startup fails',
  }),
  TEST_LAMBDA_PYTHON_HANDLER_EXIT: pythonSource({ type: 'exits', code: 0 }),
  TEST_LAMBDA_PYTHON_UNHANDLED_ERROR: pythonSource({
    type: 'throws',
    errorType: 'CustomException',
    errorMessage: 'some error occurred',
  }),
  TEST_LAMBDA_PYTHON_MULTIPLE_HANDLERS:
    'def handler(event, context):\n    return {"handler": "handler"}\n\n\ndef handler_two(event, context):\n    return {"handler": "handler_two"}\n',
  TEST_LAMBDA_PYTHON_VERSION:
    'import sys\n\n\ndef handler(event, context):\n    return {"version": f"python{sys.version_info.major}.{sys.version_info.minor}"}\n',
  TEST_LAMBDA_NODEJS: nodejsProxy,
  TEST_LAMBDA_NODEJS_NONE: nodejsSource({ type: 'returnsNothing' }),
  TEST_LAMBDA_URL: url,
  TEST_LAMBDA_RESPONSE_STREAMING: streaming,
  'inline:a42dbfcc': chosenByBody,
  'inline:de07fa70': 'def handler(event, context):\n    return event.get("body", "")\n',
};
