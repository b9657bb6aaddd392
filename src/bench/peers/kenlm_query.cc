// Seconds that KenLM needs for the queries of a text, token ids made before.
//
//   kenlm_query MODEL PASSES TEXT...      MODEL: a binary file of build_binary, probing or trie
//
// Prints one line of JSON: the median of the passes in millions of queries a second, and the sum of log10 p.
// A line is a sentence; its end is a query, too.
#include "lm/model.hh"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

template <class Model> void measure(const char *file, int passes, int texts, char **text) {
  lm::ngram::Config config;
  config.load_method = util::POPULATE_OR_READ;
  Model model(file, config);
  std::vector<lm::WordIndex> ids;
  for (int i = 0; i < texts; i++) {
    std::ifstream in(text[i]);
    for (std::string line, word; std::getline(in, line);) {
      for (std::istringstream words(line); words >> word;) ids.push_back(model.GetVocabulary().Index(word));
      ids.push_back(model.GetVocabulary().EndSentence());
    }
  }
  const lm::WordIndex end = model.GetVocabulary().EndSentence();
  std::vector<double> seconds;
  double total = 0;
  for (int pass = 0; pass < passes; pass++) {
    auto begin = std::chrono::steady_clock::now();
    total = 0;
    lm::ngram::State state = model.BeginSentenceState(), next;
    for (lm::WordIndex id : ids) {
      total += model.FullScore(state, id, next).prob;
      state = id == end ? model.BeginSentenceState() : next;
    }
    seconds.push_back(std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count());
  }
  std::sort(seconds.begin(), seconds.end());
  std::printf("{\"queries\": %zu, \"millions\": %.3f, \"log10\": %.2f}\n", ids.size(), ids.size() / seconds[passes / 2] / 1e6, total);
}

int main(int, char **argument) {
  lm::ngram::ModelType type;
  if (!lm::ngram::RecognizeBinary(argument[1], type)) return 1;
  int passes = std::atoi(argument[2]), texts = 0;
  while (argument[3 + texts]) texts++;
  switch (type) {
    case lm::ngram::PROBING: measure<lm::ngram::ProbingModel>(argument[1], passes, texts, argument + 3); return 0;
    case lm::ngram::TRIE: measure<lm::ngram::TrieModel>(argument[1], passes, texts, argument + 3); return 0;
    default: return 2;
  }
}
