import { describe, expect, it } from 'vitest';
import { Metrics } from '../../../src/bot/health/metrics.js';

describe('측정', () => {
  it('센 것이 이름과 꼬리표를 달고 나온다', async () => {
    const metrics = new Metrics({ process: false });
    metrics.taken('live');
    metrics.taken('history', 40);
    metrics.judged('off-topic');
    metrics.flagged('flag');
    metrics.cardRequested(0.3);
    metrics.effect('card', 'done');
    metrics.interaction('command', 'article', 'fault');
    metrics.answered('command', 0.08);
    metrics.decided('undo');
    metrics.commentRead(0.03);
    metrics.commentNotRead('busy');
    metrics.readerWaiting(2);
    metrics.outbox({ waiting: 3, oldestMs: 4_500, abandoned: 1 });
    metrics.campaigns({ emerging: 3, known: 1 });
    metrics.campaignPlaced(true, 0.0015);
    metrics.campaignPlaced(false, 0.0001);
    metrics.campaignCardEdited();
    metrics.campaignInherited('waits');
    metrics.rateLimited('route');
    metrics.shard(1, true);
    metrics.shard(1, false);
    const text = await metrics.text();
    for (const line of [
      'matgeul_messages_total{source="live"} 1',
      'matgeul_messages_total{source="history"} 40',
      'matgeul_judged_total{verdict="off-topic"} 1',
      'matgeul_flags_total{mode="flag"} 1',
      'matgeul_event_to_card_seconds_bucket{le="0.5"} 1',
      'matgeul_effects_total{kind="card",outcome="done"} 1',
      'matgeul_interactions_total{kind="command",name="article",outcome="fault"} 1',
      'matgeul_first_answer_seconds_bucket{le="0.1",kind="command"} 1',
      'matgeul_decisions_total{decision="undo"} 1',
      'matgeul_reader_read_total 1',
      'matgeul_reader_skipped_total{reason="busy"} 1',
      'matgeul_reader_seconds_bucket{le="0.05"} 1',
      'matgeul_reader_waiting 2',
      'matgeul_outbox_waiting 3',
      'matgeul_outbox_oldest_seconds 4.5',
      'matgeul_outbox_abandoned 1',
      'matgeul_campaigns{state="emerging"} 3',
      'matgeul_campaign_posts_total{placed="member"} 1',
      'matgeul_campaign_posts_total{placed="none"} 1',
      'matgeul_campaign_placing_seconds_bucket{le="0.001"} 1',
      'matgeul_campaign_card_edits_total 1',
      'matgeul_campaign_inherited_total{outcome="waits"} 1',
      'matgeul_rate_limits_total{scope="route"} 1',
      'matgeul_shard_ready{shard="1"} 0',
    ])
      expect(text.split('\n')).toContain(line);
  });

  it('두 봇의 것은 섞이지 않고, 프로세스의 것도 있다', async () => {
    const [one, other] = [new Metrics(), new Metrics()];
    one.taken('live');
    expect(await other.text()).not.toContain('matgeul_messages_total{');
    expect(await one.text()).toContain('nodejs_eventloop_lag_seconds');
  });
});
