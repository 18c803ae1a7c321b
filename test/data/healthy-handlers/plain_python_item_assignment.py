import json


def lambda_handler(event, context):
    response = {"statusCode": 200, "headers": {"Content-Type": "text/plain"}}
    if event["httpMethod"] == "GET":
        response["body"] = "hello"
    else:
        response["statusCode"] = 405
        response["body"] = json.dumps({"message": "no"})
    response["headers"]["X-Request"] = context.aws_request_id
    return response
