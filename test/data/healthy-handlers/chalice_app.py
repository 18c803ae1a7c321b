from chalice import Chalice, Response

app = Chalice(app_name="orders")


@app.route("/")
def index():
    return {"hello": "world"}


@app.route("/teapot")
def teapot():
    return Response(body="short and stout", status_code=418, headers={"Content-Type": "text/plain"})
