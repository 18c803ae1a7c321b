const serverlessExpress = require('@vendia/serverless-express');
const express = require('express');

const app = express();
app.get('/users/:id', (req, res) => {
  res.status(200).json({ id: req.params.id });
});
app.use((error, req, res, next) => {
  res.status(500).json({ message: error.message });
});

module.exports.handler = serverlessExpress({ app, binarySettings: { contentTypes: ['image/*'] } });
