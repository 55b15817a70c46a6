// Texts with placeholders: {{customer.name}}, or {{customer.name|there}} with what to say when there is none. There is no
// logic in them and nothing to escape from: a value is put in once, as text, and is not looked at again.

/** What a text may name. */
export const placeholderNames = ['customer.name', 'ticket.id', 'ticket.subject', 'agent.name'] as const;
type PlaceholderName = (typeof placeholderNames)[number];
export type TemplateValues = Partial<Record<PlaceholderName, string>>;

const PLACEHOLDER = /\{\{([^{}|]*)(?:\|([^{}]*))?\}\}/g;

const isName = (name: string): name is PlaceholderName => placeholderNames.some((known) => known === name);

/** What of a text looks like a placeholder and is none: an unknown name, or braces that do not close. */
export function invalidPlaceholders(template: string): string[] {
  const names = [...template.matchAll(PLACEHOLDER)].map(([, name = '']) => name.trim());
  const broken = template.replaceAll(PLACEHOLDER, '').match(/\{\{|\}\}/g) ?? [];
  return [...names.filter((name) => !isName(name)), ...broken];
}

/** The text with its values; what has none becomes its fallback, or nothing. */
export function fillTemplate(template: string, values: TemplateValues): string {
  return template.replaceAll(PLACEHOLDER, (_, name: string, fallback = '') => {
    const known = name.trim();
    return (isName(known) ? values[known] : undefined) ?? fallback.trim();
  });
}
