// Temporal's worker loads webpack although the bundle is at hand; here it is loaded when something of it is used.
module.exports = new Proxy({}, { get: (_, name) => require('webpack/lib/index.js')[name] });
