// npm run dev begins here: an old Node.js could not even read the next file.
import { nodeComplaint } from './node-complaint.mjs';

const complaint = nodeComplaint(process.versions.node);
if (complaint === undefined) {
  await import('./dev.ts');
} else {
  console.error(complaint);
  process.exitCode = 1;
}
