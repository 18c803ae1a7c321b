import base64
import json


def handler(event: dict, context) -> dict:
    match event["httpMethod"]:
        case "GET":
            return {"statusCode": 200, "body": json.dumps([1, 2])}
        case "POST":
            data = base64.b64decode(event["body"])
            return {
                "statusCode": 201,
                "isBase64Encoded": True,
                "body": base64.b64encode(data).decode("ascii"),
            }
        case _:
            return {"statusCode": 405, "body": ""}
