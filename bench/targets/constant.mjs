// The floor of the HTTP layer: node:http that answers a constant.
import { createServer } from 'node:http';

const body = '{"ok":true}';
createServer((_request, response) => {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': body.length });
  response.end(body);
}).listen(Number(process.argv[2]), '127.0.0.1');
