// Fills texts with placeholders: {{customer.name}}, or {{customer.name|there}} with a fallback. Templates
// have no logic, and nothing needs escaping: a value is inserted once, as text, and is not evaluated again.

/** The names that a template may use. */
export const placeholderNames = ['customer.name', 'ticket.id', 'ticket.subject', 'agent.name'] as const;
type PlaceholderName = (typeof placeholderNames)[number];
export type TemplateValues = Partial<Record<PlaceholderName, string>>;

const PLACEHOLDER = /\{\{([^{}|]*)(?:\|([^{}]*))?\}\}/g;

const isName = (name: string): name is PlaceholderName => placeholderNames.some((known) => known === name);

/** Returns the invalid placeholders of a template: unknown names and braces that do not close. */
export function invalidPlaceholders(template: string): string[] {
  const names = [...template.matchAll(PLACEHOLDER)].map(([, name = '']) => name.trim());
  const broken = template.replaceAll(PLACEHOLDER, '').match(/\{\{|\}\}/g) ?? [];
  return [...names.filter((name) => !isName(name)), ...broken];
}

/** Returns the text with its values; a placeholder without a value becomes its fallback, or nothing. */
export function fillTemplate(template: string, values: TemplateValues): string {
  return template.replaceAll(PLACEHOLDER, (_, name: string, fallback = '') => {
    const known = name.trim();
    return (isName(known) ? values[known] : undefined) ?? fallback.trim();
  });
}
