// A plain model of the expected state, without table, events or retries.
type Status = 'new' | 'open' | 'pending' | 'solved';

interface OracleTicket {
  status: Status;
  openedAt: number;
  firstReplyAt?: number;
  solvedAt?: number;
  firstSolvedAt?: number;
  reopens: number;
  messages: number;
}

export class Oracle {
  readonly tickets: OracleTicket[] = [];
  readonly renewals = new Map<string, { at: number; renewsAt: number | undefined }>();
  readonly figures = new Map<string, number>();

  private count(metric: string, at: number, part: string, by = 1): void {
    const key = `${metric}|${new Date(at).toISOString().slice(0, 10)}|${part}`;
    this.figures.set(key, (this.figures.get(key) ?? 0) + by);
  }

  open(now: number): void {
    this.tickets.push({ status: 'new', openedAt: now, reopens: 0, messages: 1 });
    this.count('tickets', now, 'opened');
    this.count('open-tickets', now, 'net');
  }

  reply(index: number, now: number): void {
    const ticket = this.ticket(index);
    ticket.messages += 1;
    if (ticket.firstReplyAt !== undefined) return;
    ticket.firstReplyAt = now;
    if (ticket.status === 'new') ticket.status = 'open';
    this.count('first-reply-time', now, 'replies');
    this.count('first-reply-time', now, 'seconds', Math.round((now - ticket.openedAt) / 1000));
  }

  customerWrites(index: number, now: number): void {
    const ticket = this.ticket(index);
    ticket.messages += 1;
    if (ticket.status === 'solved') this.reopen(ticket, now);
    else if (ticket.status === 'pending') ticket.status = 'open';
  }

  /** Moves a ticket. Returns false when the move is not allowed. */
  move(index: number, to: Exclude<Status, 'new'>, now: number): boolean {
    const ticket = this.ticket(index);
    if (ticket.status === to) return false;
    if (ticket.status === 'solved' && to !== 'open') return false;
    if (to === 'solved') this.solve(ticket, now);
    else if (ticket.status === 'solved') this.reopen(ticket, now);
    else ticket.status = to;
    return true;
  }

  private solve(ticket: OracleTicket, now: number): void {
    const seconds = (at: number) => Math.round((at - ticket.openedAt) / 1000);
    if (ticket.solvedAt !== undefined) {
      this.count('resolution-time', ticket.solvedAt, 'fullResolutions', -1);
      this.count('resolution-time', ticket.solvedAt, 'fullSeconds', -seconds(ticket.solvedAt));
    } else {
      ticket.firstSolvedAt = now;
      this.count('resolution-time', now, 'firstResolutions');
      this.count('resolution-time', now, 'firstSeconds', seconds(now));
    }
    ticket.solvedAt = now;
    ticket.status = 'solved';
    this.count('resolution-time', now, 'fullResolutions');
    this.count('resolution-time', now, 'fullSeconds', seconds(now));
    this.count('tickets', now, 'solved');
    this.count('open-tickets', now, 'net', -1);
  }

  private reopen(ticket: OracleTicket, now: number): void {
    ticket.status = 'open';
    ticket.reopens += 1;
    this.count('tickets', now, 'reopened');
    this.count('open-tickets', now, 'net');
  }

  renew(subscription: string, now: number, renewsAt: number | undefined): void {
    this.renewals.set(subscription, { at: now, renewsAt });
  }

  note(index: number): void {
    this.ticket(index).messages += 1;
  }

  ticket(index: number): OracleTicket {
    const ticket = this.tickets[index];
    if (!ticket) throw new RangeError(`no ticket ${index}`);
    return ticket;
  }
}
