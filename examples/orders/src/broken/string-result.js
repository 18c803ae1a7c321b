exports.handler = async () => {
  return 'Saltimbocca';
};
