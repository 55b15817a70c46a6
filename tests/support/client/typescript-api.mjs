// Provides the programming interface of TypeScript, which version 7 does not have.
export { ts as default } from '@ts-morph/common';
