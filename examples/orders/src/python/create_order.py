import json
import os


def handler(event, context):
    order = json.loads(event["body"] or "{}")
    order["shop"] = os.environ["SHOP"]
    print("order taken for table", order.get("table"))
    return {
        "statusCode": 201,
        "headers": {"Content-Type": "application/json"},
        "body": json.dumps(order),
    }
