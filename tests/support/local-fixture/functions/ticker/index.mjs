// Logs when it ran and the event that it received.
export const handler = async (event) => {
  console.log(JSON.stringify({ tick: new Date().toISOString(), event }));
};
