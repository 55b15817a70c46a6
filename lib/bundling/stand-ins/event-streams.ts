// Replaces the SDK's event streams in the bundles: no operation that we call has one. If they stay, their
// dynamic import also prevents the bundler from removing what they share with the rest of the SDK.
function leftOut(): never {
  throw new Error('event streams are left out of the bundles');
}

export { leftOut as EventStreamSerde, leftOut as eventStreamSerdeProvider };
