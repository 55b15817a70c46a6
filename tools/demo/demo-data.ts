// The people and the questions of the demo.

export interface DemoCustomer {
  name: string;
  email: string;
  externalId: string;
  language: string;
  timeZone: string;
}

const names = [
  'Amara Okafor',
  'Bruno Keller',
  'Chiara Conti',
  'Dmitri Volkov',
  'Elif Demir',
  'Farid Nasser',
  'Greta Lindqvist',
  'Hugo Marchand',
  'Ines Carvalho',
  'Jonas Weber',
  'Keiko Tanaka',
  'Liam Murphy',
  'Marta Nowak',
  'Nadia Haddad',
  'Oskar Jensen',
  'Priya Raman',
  'Quentin Dubois',
  'Rosa Jimenez',
  'Sven Bakker',
  'Tala Reyes',
  'Ulla Virtanen',
  'Viktor Horvat',
  'Wanda Kowalska',
  'Yusuf Aydin',
  'Zoe Papadaki',
];
const places = [
  { language: 'en', timeZone: 'Europe/London' },
  { language: 'de', timeZone: 'Europe/Berlin' },
  { language: 'en', timeZone: 'America/New_York' },
  { language: 'es', timeZone: 'Europe/Madrid' },
  { language: 'en', timeZone: 'Asia/Tokyo' },
];

export const customers: readonly DemoCustomer[] = names.map((name, index) => ({
  name,
  email: `${name.toLowerCase().replace(' ', '.')}@example.com`,
  externalId: `shop-${index + 1}`,
  ...(places[index % places.length] ?? { language: 'en', timeZone: 'UTC' }),
}));

/**
 * Returns the skills of trained people. Sensitive tickets (a double charge, a late parcel) wait for a trained
 * person; three of them are.
 */
const trained = (level: number, ...kinds: readonly string[]) =>
  kinds.map((kind) => ({ name: `trained_${kind}`, level }));

export const agents = [
  {
    agentId: 'mia',
    name: 'Mia',
    languages: ['en', 'de'],
    skills: [{ name: 'billing', level: 4 }, ...trained(4, 'billing', 'complaints')],
  },
  { agentId: 'noah', name: 'Noah', languages: ['en'], skills: [{ name: 'shipping', level: 3 }] },
  {
    agentId: 'olga',
    name: 'Olga',
    languages: ['en', 'es', 'de'],
    skills: trained(3, 'billing', 'complaints', 'failures', 'vulnerability'),
  },
  {
    agentId: 'paul',
    name: 'Paul',
    languages: ['en', 'es'],
    skills: [{ name: 'billing', level: 2 }, ...trained(2, 'failures')],
  },
];

export const plans = ['Green tea subscription', 'Black tea subscription', 'Tea of the month'];

export const questions = [
  {
    channel: 'email',
    subject: 'Where is my parcel?',
    message: 'I ordered last week and have heard nothing since.',
  },
  { channel: 'web', subject: 'Wrong tea in the box', message: 'I ordered Assam and got Earl Grey.' },
  {
    channel: 'chat',
    subject: 'How long does it keep?',
    message: 'Is the green tea still good after a year?',
  },
  { channel: 'app', subject: 'Change my address', message: 'I have moved. Where can I change my address?' },
  { channel: 'email', subject: 'Charged twice', message: 'My card was charged twice for the same order.' },
  {
    channel: 'email',
    subject: 'Complaint',
    message: 'I want to make a complaint. Three tins arrived dented and nobody answered my first letter.',
  },
  { channel: 'phone', subject: 'Gift wrapping', message: 'Called to ask whether we wrap gifts.' },
  { channel: 'social', subject: 'Lovely tins', message: 'Do you sell the tins on their own?' },
] as const;
