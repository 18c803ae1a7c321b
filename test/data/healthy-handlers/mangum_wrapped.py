import logging

from mangum import Mangum

from .application import app

logger = logging.getLogger()
asgi_handler = Mangum(app)


def handler(event, context):
    if event.get("source") == "warmer":
        return
    logger.info("path %s", event.get("path"))
    return asgi_handler(event, context)
