class KitchenClosed extends Error {
  name = 'KitchenClosed';
}

exports.handler = () => Promise.reject(new KitchenClosed('the kitchen closes at 11 p.m.'));
