-- Sends 1,000 KB with each request.
wrk.method = "POST"
wrk.headers["content-type"] = "text/plain"
wrk.body = string.rep("x", 1024000)
