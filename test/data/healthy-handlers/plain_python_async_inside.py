import asyncio
import json


async def gather():
    await asyncio.sleep(0)
    return {"ok": True}


def handler(event, context):
    result = asyncio.run(gather())
    return {"statusCode": 200, "body": json.dumps(result)}
