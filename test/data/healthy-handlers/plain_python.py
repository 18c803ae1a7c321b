import json
import os

TABLE = os.environ.get("TABLE", "orders")


def respond(status, body, **headers):
    return {"statusCode": status, "headers": {"content-type": "application/json", **headers}, "body": json.dumps(body)}


def handler(event, context):
    parameters = event.get("pathParameters") or {}
    order_id = parameters.get("id")
    if order_id is None:
        return respond(400, {"message": "id is missing"})
    try:
        return respond(200, load(order_id))
    except KeyError:
        return respond(404, {"message": "no such order"})


def load(order_id):
    return {"1": {"id": "1"}}[order_id]
