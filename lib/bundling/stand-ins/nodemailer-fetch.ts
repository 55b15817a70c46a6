// Replaces nodemailer's HTTP client (10 KB) in the bundles: it fetches attachments from URLs,
// which is switched off.
export default function refused(): never {
  throw new Error('mail is not fetched from elsewhere');
}
