// The public interface of complaints for other capabilities.
export { noteFoundVulnerability } from './vulnerability/note-found-vulnerability.ts';
