// Replaces nodemailer's table of file extensions (80 KB) in the bundles: our mails name the content type of
// every part themselves.
export const detectMimeType = (): string => 'application/octet-stream';
export const detectExtension = (): string => 'bin';
