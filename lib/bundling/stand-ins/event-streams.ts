// Stands in for the SDK's event streams in the bundles: no operation that we call has one. Left in, their dynamic import also keeps
// the bundler from shaking out whatever they share with the rest of the SDK.
function leftOut(): never {
  throw new Error('event streams are left out of the bundles');
}

export { leftOut as EventStreamSerde, leftOut as eventStreamSerdeProvider };
