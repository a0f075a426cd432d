import type { Language } from '../../../fault.js';
import { summaryText } from '../../../moderation/index.js';
import type { LearningStatus } from '../../learning/learning.js';
import { safeLine } from '../../card/safe-text.js';
import { customId } from '../../discord/custom-id.js';
import { button, frame, line, panelMessage, type PanelMessage, row, text } from '../panel/components.js';
import { LEARNING } from '../../../wording/bot/learning.js';

/** Characters of one statement on a version: words of comments stand in it. */
const STATEMENT = 300;

/** What a server has learned, with ways to learn now and to forget. */
export function statusPage(status: LearningStatus, notice: string | null, language: Language): PanelMessage {
  const [latest, ...older] = status.versions;
  const has = latest !== undefined;
  return panelMessage(
    frame([
      text(
        [
          LEARNING.title[language],
          ...(notice === null ? [] : [notice]),
          ...stateLines(status, language),
        ].join('\n'),
      ),
      ...(has ? [line(), text(versionText(latest, language))] : []),
      ...(older.length > 0
        ? [
            text(
              [`**${LEARNING.older[language]}**`, ...older.map((one) => `-# ${headOf(one, language)}`)].join(
                '\n',
              ),
            ),
          ]
        : []),
      row(
        button(customId('learning-train'), LEARNING.retrain[language], {
          style: 'primary',
          disabled: !status.learning || status.training,
        }),
        button(customId('learning-reset'), LEARNING.reset[language], { style: 'danger', disabled: !has }),
      ),
    ]),
  );
}

function stateLines({ learning, training, missing, versions }: LearningStatus, language: Language): string[] {
  if (!learning) return [LEARNING.off[language]];
  if (training) return [LEARNING.training[language]];
  if (versions.length > 0) return [];
  return [(missing > 0 ? LEARNING.missing(missing) : LEARNING.none)[language]];
}

type Version = LearningStatus['versions'][number];

function headOf({ version, trainedAt, decisions }: Version, language: Language): string {
  return LEARNING.version(version, Math.floor(trainedAt / 1000), decisions)[language];
}

function versionText(version: Version, language: Language): string {
  const said = version.summary === null ? LEARNING.unreadable : summaryText(version.summary);
  const statements = said[language].split('\n').map((statement) => safeLine(statement, STATEMENT));
  return [headOf(version, language), ...statements].join('\n');
}
