// Replaces the cache of DynamoDB's endpoint discovery in the bundles (8 KB). Discovery is off: the endpoint
// is the region's. The SDK constructs the cache at every start and never reads it.
export function EndpointCache(): void {}
