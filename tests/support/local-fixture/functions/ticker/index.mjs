// Says when it ran and what it was told.
export const handler = async (event) => {
  console.log(JSON.stringify({ tick: new Date().toISOString(), event }));
};
