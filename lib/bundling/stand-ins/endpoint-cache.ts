// Stands in for the cache of DynamoDB's endpoint discovery in the bundles (8 KB), which is off: the endpoint is the region's.
// Made with `new` at every start, and never asked.
export function EndpointCache(): void {}
