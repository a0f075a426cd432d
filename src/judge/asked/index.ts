export { type Answer, readAnswer } from './answer.js';
export { isPlain } from './plain.js';
export {
  type AskedComment,
  groupComments,
  type Label,
  LABELS,
  makeQuestion,
  MOST_COMMENTS,
  type Question,
  quoted,
} from './question.js';
export {
  type AnswerWeights,
  answerWeights,
  ASKED,
  type Confirmed,
  isInBand,
  isWorthAsking,
  restsOnAnswer,
  withAnswer,
} from './weigh.js';
