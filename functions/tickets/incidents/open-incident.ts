import type { Context } from '../../platform/context.ts';
import { commit } from '../../platform/table/commit.ts';
import { requireCommitted } from '../../platform/table/outcome.ts';
import type { Item, Table } from '../../platform/table/table.ts';
import { type Incident, incidentOpened, type OpenIncidentRequest, openedIncident } from './incident.ts';
import { createIncident } from './incident-store.ts';

/** Opens an incident in one round trip. The opening event is also the idempotency marker. */
export async function openIncident(
  table: Table,
  request: OpenIncidentRequest,
  context: Context,
): Promise<Incident> {
  const { ids, actor, now } = context;
  const incident = openedIncident(ids.next('incident'), request, actor.id, now.toISOString());
  return requireCommitted(
    commit(table, context, {
      opening: { event: incidentOpened(incident), answer: incidentOfOpening },
      writes: [createIncident(incident)],
      answer: incident,
    }),
  );
}

/** Returns the first answer again, from the stored opening event. */
function incidentOfOpening({ data, actor, at }: Item) {
  const request = data as OpenIncidentRequest & { incidentId: string };
  return openedIncident(request.incidentId, request, (actor as { id: string }).id, String(at));
}
