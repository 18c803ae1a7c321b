const menu = require('menu-of-the-day');

exports.handler = async () => ({ statusCode: 200, body: JSON.stringify(menu) });
