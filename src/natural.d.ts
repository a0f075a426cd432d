// The indexes of natural load taggers and their 5 MB of data; its files have no types of their own.
declare module 'natural/lib/natural/classifiers/bayes_classifier.js' {
  export { BayesClassifier as default } from 'natural/lib/natural/classifiers/index.js';
}
declare module 'natural/lib/natural/distance/jaro-winkler_distance.js' {
  export { JaroWinklerDistance as default } from 'natural/lib/natural/distance/index.js';
}
