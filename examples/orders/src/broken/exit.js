exports.handler = async () => {
  console.log('no more orders tonight');
  process.exit(1);
};
