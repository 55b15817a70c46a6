// Templates of the letters about a complaint. A person edits and sends them.
import type { Complaint } from '../lifecycle/complaint.ts';

export const letterKinds = ['acknowledgement', 'summary', 'final'] as const;
export type LetterKind = (typeof letterKinds)[number];

interface Values {
  name: string;
  ticketId: string;
  receivedOn: string;
  finalBy: string;
}

type Templates = Record<LetterKind, (values: Values) => string>;

/** The sender fills in the parts in square brackets. A letter that still has one of them is refused. */
const english: Templates = {
  acknowledgement: ({ name, ticketId, receivedOn, finalBy }) => `Dear ${name},

Thank you for telling us. We received your complaint on ${receivedOn} and we are looking into it under the number ${ticketId}.

What we understood: [what the complaint is about, in your own words]

[Your name] is looking after it and will write to you as soon as we know more. You will have our final response by ${finalBy} at the latest. If there is anything that would make it easier for you to deal with us, please tell us.

With kind regards
[your name]`,
  summary: ({ name, ticketId, receivedOn }) => `Dear ${name},

You complained to us on ${receivedOn} (${ticketId}), and we believe that the matter is now settled.

What we found: [what was found]
What we have done: [what was done]

If you are not content with this, please answer this message and we will look at it again. You may also turn to an independent complaints body: [name and address of the body, and by when].

With kind regards
[your name]`,
  final: ({ name, ticketId, receivedOn }) => `Dear ${name},

This is our final response to your complaint of ${receivedOn} (${ticketId}).

What you complained of: [the complaint]
What we looked at: [the facts]
What we decided, and why: [the decision]
What we will do: [redress, and by when]

If you do not agree, you may turn to an independent complaints body: [name and address of the body, and by when]. This does not cost you anything.

With kind regards
[your name]`,
};

const german: Templates = {
  acknowledgement: ({ name, ticketId, receivedOn, finalBy }) => `Guten Tag ${name},

danke, dass Sie uns geschrieben haben. Ihre Beschwerde ist am ${receivedOn} bei uns eingegangen; wir bearbeiten sie unter der Nummer ${ticketId}.

So haben wir Sie verstanden: [worum es geht, in eigenen Worten]

[Ihr Name] kümmert sich darum und meldet sich, sobald wir mehr wissen. Unsere abschließende Antwort haben Sie spätestens am ${finalBy}. Wenn wir es Ihnen im Umgang mit uns leichter machen können, sagen Sie es uns bitte.

Mit freundlichen Grüßen
[Ihr Name]`,
  summary: ({ name, ticketId, receivedOn }) => `Guten Tag ${name},

Sie haben sich am ${receivedOn} bei uns beschwert (${ticketId}). Wir meinen, dass die Sache nun erledigt ist.

Was wir festgestellt haben: [Feststellung]
Was wir getan haben: [Maßnahme]

Sind Sie damit nicht zufrieden, antworten Sie bitte auf diese Nachricht; wir sehen es uns noch einmal an. Sie können sich auch an eine unabhängige Schlichtungsstelle wenden: [Name und Anschrift der Stelle, Frist].

Mit freundlichen Grüßen
[Ihr Name]`,
  final: ({ name, ticketId, receivedOn }) => `Guten Tag ${name},

dies ist unsere abschließende Antwort auf Ihre Beschwerde vom ${receivedOn} (${ticketId}).

Worüber Sie sich beschwert haben: [Beschwerde]
Was wir geprüft haben: [Sachverhalt]
Wie wir entschieden haben und warum: [Entscheidung]
Was wir tun werden: [Abhilfe, bis wann]

Sind Sie anderer Meinung, können Sie sich an eine unabhängige Schlichtungsstelle wenden: [Name und Anschrift der Stelle, Frist]. Das kostet Sie nichts.

Mit freundlichen Grüßen
[Ihr Name]`,
};

/** Returns the template text of a letter: in German when the language is German, otherwise in English. */
export function letterText(
  letter: LetterKind,
  complaint: Complaint,
  about: { name?: string | undefined; language?: string | undefined; timeZone?: string | undefined },
): string {
  const isGerman = about.language?.split('-')[0] === 'de';
  const day = new Intl.DateTimeFormat(isGerman ? 'de-DE' : 'en-GB', {
    dateStyle: 'long',
    timeZone: about.timeZone ?? 'UTC',
  });
  return (isGerman ? german : english)[letter]({
    name: about.name ?? (isGerman ? 'Kundin, Kunde' : 'customer'),
    ticketId: complaint.ticketId,
    receivedOn: day.format(new Date(complaint.receivedAt)),
    finalBy: day.format(new Date(complaint.finalBy)),
  });
}

/** Returns the first placeholder that the sender has not filled in, if any. */
export const unfilledPlaceholder = (text: string): string | undefined => {
  const known = letterKinds.flatMap((letter) => [english[letter], german[letter]].flatMap(placeholdersOf));
  return known.find((placeholder) => text.includes(placeholder));
};

const placeholdersOf = (template: (values: Values) => string): string[] =>
  template({ name: '', ticketId: '', receivedOn: '', finalBy: '' }).match(/\[[^[\]\n]+\]/g) ?? [];
