import functools
import json


def json_response(function):
    @functools.wraps(function)
    def wrapped(event, context):
        return {"statusCode": 200, "body": json.dumps(function(event))}

    return wrapped


@json_response
def handler(event):
    return {"items": [1, 2, 3]}
