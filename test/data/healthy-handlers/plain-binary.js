const fs = require('node:fs');

exports.handler = async () => ({
  statusCode: 200,
  headers: { 'content-type': 'image/png' },
  body: fs.readFileSync('picture.png').toString('base64'),
  isBase64Encoded: true,
});
