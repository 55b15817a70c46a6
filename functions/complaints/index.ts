// What other capabilities may use of complaints.
export { noteFoundVulnerability } from './vulnerability/note-found-vulnerability.ts';
