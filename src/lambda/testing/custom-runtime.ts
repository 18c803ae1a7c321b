// Runtimes for tests that speak to the Runtime API themselves, in the system's Python.

/** A runtime of its own on the Runtime API, in Python: `handle` decides what is sent where. */
export const runtime = (handle: string): string => `#!/usr/bin/python3
import base64, http.client, json, os, sys
api = os.environ["AWS_LAMBDA_RUNTIME_API"]
base = "/2018-06-01/runtime"
def call(method, path, body=None, headers={}):
    connection = http.client.HTTPConnection(api)
    connection.request(method, base + path, body, headers)
    answer = connection.getresponse()
    return answer, answer.read()
def post(path, body, headers={}):
    answer, text = call("POST", path, body, headers)
    return answer.status, text.decode()
${handle}
`;

/** One that answers invocations for ever: `body` is what it does with one. */
export const loop = (body: string): string =>
  runtime(`while True:
    head, event = call("GET", "/invocation/next")
    id = head.headers["Lambda-Runtime-Aws-Request-Id"]
${body.replaceAll(/^/gm, '    ')}`);
