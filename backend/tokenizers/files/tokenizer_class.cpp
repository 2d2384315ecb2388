// SPDX-License-Identifier: Apache-2.0
#include "backend/tokenizers/files/tokenizer_class.h"

#include <algorithm>
#include <iterator>

namespace vitrine::tokenizers {
namespace {

/// A tokenizer class and the model types that are registered with it.
struct Registered
{
    std::string_view name, modelTypes;
};

constexpr Registered registered[] = {
    {"Albert", "albert yoso"},
    {"Bart", "florence2"},
    {"Barthez", "barthez"},
    {"Bartpho", "bartpho"},
    {"BertGeneration", "bert-generation"},
    {"BertJapanese", "bert-japanese"},
    {"Bert", "align bark bert blip bros chinese_clip convbert distilbert electra ernie flava git "
             "grounding-dino layoutlm megatron-bert mm-grounding-dino nezha nomic_bert qdqbert realm "
             "retribert squeezebert tvp vilt visual_bert"},
    {"Bertweet", "bertweet"},
    {"BigBird", "big_bird"},
    {"BioGpt", "biogpt"},
    {"BlenderbotSmall", "blenderbot-small"},
    {"Blenderbot", "blenderbot"},
    {"ByT5", "byt5"},
    {"CLIP", "aimv2 clip clipseg groupvit omdet-turbo oneformer owlv2 owlvit sam3 sam3_video xclip"},
    {"CTRL", "ctrl"},
    {"Camembert", "camembert"},
    {"Canine", "canine"},
    {"Clvp", "clvp"},
    {"CodeLlama", "code_llama"},
    {"Cohere", "aya_vision cohere cohere2"},
    {"CpmAnt", "cpmant"},
    {"Cpm", "cpm"},
    {"DPRQuestionEncoder", "dpr"},
    {"Deberta", "deberta"},
    {"DebertaV2", "deberta-v2"},
    {"Dia", "dia"},
    {"Esm", "esm"},
    {"Esmc", "esmc esmfold2"},
    {"FNet", "fnet"},
    {"FSMT", "fsmt"},
    {"Flaubert", "flaubert"},
    {"Funnel", "funnel"},
    {"GPT2", "blip-2 codegen dbrx emu3 gpt2 gpt_neo gptj hyperclovax_vision_v2 instructblip "
             "instructblipvideo jais2 opt phi starcoder2"},
    {"GPTNeoXJapanese", "gpt_neox_japanese"},
    {"GPTNeoX", "falcon_mamba gpt_neox mamba mamba2 mpt olmo olmoe rwkv xlstm"},
    {"GPTSw3", "gpt-sw3"},
    {"Gemma", "diffusion_gemma gemma gemma2 gemma3 gemma3_text gemma3n gemma3n_text recurrent_gemma "
              "shieldgemma2 t5gemma zaya"},
    {"Herbert", "herbert"},
    {"LED", "led"},
    {"Lasr", "lasr_ctc lasr_encoder"},
    {"LayoutLMv2", "layoutlmv2"},
    {"LayoutLMv3", "layoutlmv3"},
    {"LayoutXLM", "layoutxlm"},
    {"Llama", "idefics idefics2"},
    {"Luke", "luke"},
    {"Lxmert", "lxmert"},
    {"M2M100", "m2m_100"},
    {"MBart50", "mbart50"},
    {"MBart", "mbart"},
    {"MLuke", "mluke"},
    {"MPNet", "mpnet"},
    {"Marian", "marian"},
    {"MarkupLM", "markuplm"},
    {"Mgpstr", "mgp-str"},
    {"MobileBert", "mobilebert"},
    {"Mvp", "mvp"},
    {"MyT5", "myt5"},
    {"Nllb", "nllb nllb-moe"},
    {"None", "fastspeech2_conformer"},
    {"Nougat", "nougat pp_formulanet"},
    {"OpenAIGPT", "openai-gpt"},
    {"PLBart", "plbart"},
    {"Parakeet", "granite_speech5_ctc nemotron3_5_asr nemotron_asr_streaming parakeet_ctc parakeet_rnnt "
                 "parakeet_tdt"},
    {"Pegasus", "pegasus"},
    {"Perceiver", "perceiver"},
    {"Phobert", "phobert"},
    {"ProphetNet", "prophetnet"},
    {"Qwen2", "audioflamingo3 colqwen2 cosmos3_omni dots3_note fun_asr_nano hunyuan_vl internvl lighton_ocr "
              "moss_transcribe_diarize ovis2 qianfan_ocr qwen2 qwen2_5_omni qwen2_5_vl qwen2_audio "
              "qwen2_moe qwen2_vl qwen3 qwen3_asr qwen3_moe qwen3_next qwen3_omni_moe qwen3_vl qwen3_vl_moe "
              "vibevoice"},
    {"Qwen3_5", "qwen3_5 qwen3_5_moe qwen3_5_moe_text qwen3_5_text qwen4_exp"},
    {"Rag", "rag"},
    {"Reformer", "reformer"},
    {"RemBert", "rembert"},
    {"RoCBert", "roc_bert"},
    {"RoFormer", "roformer"},
    {"Roberta", "bart bridgetower clap data2vec-text ibert lilt longformer mega mra roberta "
                "roberta-prelayernorm"},
    {"SeamlessM4T", "seamless_m4t seamless_m4t_v2"},
    {"Siglip2", "siglip2"},
    {"Siglip", "siglip"},
    {"Speech2Text", "speech_to_text"},
    {"SpeechT5", "speecht5"},
    {"Splinter", "splinter"},
    {"T5", "mt5 musicgen musicgen_melody switch_transformers t5"},
    {"Tapas", "tapas"},
    {"Tipsv2", "tipsv2"},
    {"TokenizersBackend",
     "EvollaModel arctic aria beam bigbird_pegasus camembertv2-base canary chatlm cohere_asr "
     "ernie4_5 ernie4_5_moe flex_olmo fuyu glm glm4 glm4_moe glm4_moe_lite glm4v glm4v_moe "
     "glm_image glmasr got_ocr2 gpt_bigcode gradium_phonon_tts granite granitemoe granitemoehybrid "
     "granitemoeshared h2ovl_chat hyperclovax hyperclovax_vlm internlm2 internlm3 iquestcoder "
     "jamba kimi_k25 kimi_linear kosmos-2 llava llava_next mimo_v2_flash minicpm3 minicpm_ocr "
     "minicpmv minicpmv4_6 minicpmv4_7 minimax_m2 ministral ministral3 mistral mistral3 "
     "mistral_large4 mixtral modernbert modernbert-decoder molmo molmo2 nemo_speechlm nemotron "
     "nvfp4 nystromformer olmo2 olmo3 olmo_hybrid opencua openvla paddleocr_vl pegasus_x persimmon "
     "phi3 phi3_v phimoe pix2struct pixtral pocket_tts smolvlm stablelm step3_vl umt5 vipllava "
     "voxtral voxtral_realtime xlm-roberta-xl"},
    {"Udop", "udop"},
    {"VideoPrism", "videoprism"},
    {"Vits", "vits"},
    {"Wav2Vec2CTC",
     "data2vec-audio hubert unispeech unispeech-sat wav2vec2 wav2vec2-bert wav2vec2-conformer"},
    {"Wav2Vec2PhonemeCTC", "wav2vec2_phoneme"},
    {"Whisper", "whisper"},
    {"XGLM", "xglm"},
    {"XLMRoberta", "gte jina_embeddings_v3 metaclip_2 trocr xlm-roberta xmod"},
    {"XLM", "xlm"},
    {"XLNet", "xlnet"},
};

/// Model types whose files on the Hub name the wrong class.
constexpr std::string_view wrongOnTheHub =
    "arctic camembertv2-base chatlm cohere_asr ernie4_5 ernie4_5_moe fuyu h2ovl_chat hyperclovax "
    "hyperclovax_vision_v2 hyperclovax_vlm internlm2 internlm3 iquestcoder jamba llava llava_next "
    "minicpm3 minicpmv minimax_m2 modernbert modernbert-decoder molmo molmo2 nemotron nvfp4 "
    "opencua openvla paddleocr_vl phi3 phi3_v phimoe qwen2 qwen3_5 qwen3_5_moe qwen3_5_moe_text "
    "qwen4_exp siglip2 smolvlm step3_vl vipllava";

bool holdsWord(std::string_view words, std::string_view word)
{
    for (std::size_t at = words.find(word); at != std::string_view::npos; at = words.find(word, at + 1)) {
        const std::size_t end = at + word.size();
        if ((at == 0 || words[at - 1] == ' ') && (end == words.size() || words[end] == ' ')) return true;
    }
    return false;
}

constexpr std::string_view general = "TokenizersBackend";

/// "GPT2" of "GPT2TokenizerFast"; a class that only wraps tokenizer.json is the general one.
std::string_view plainName(std::string_view name)
{
    if (name.ends_with("Fast")) name.remove_suffix(4);
    if (name == "PreTrainedTokenizer" || name == "BloomTokenizer" || name == "PythonBackend") return general;
    if (name.ends_with("Tokenizer")) name.remove_suffix(9);
    return name;
}

/// Names that are another class's, as Transformers 5 has it; some that it no longer knows are BERT's.
std::string_view withoutAlias(std::string_view name)
{
    constexpr std::pair<std::string_view, std::string_view> aliases[] = {
        {"Bart", "Roberta"},    {"LED", "Roberta"},      {"Longformer", "Roberta"}, {"Mvp", "Roberta"},
        {"DistilBert", "Bert"}, {"Electra", "Bert"},     {"LayoutLM", "Bert"},      {"Lxmert", "Bert"},
        {"MobileBert", "Bert"}, {"SqueezeBert", "Bert"}, {"RetriBert", "Bert"},     {"Realm", "Bert"},
        {"Phi3", "Llama"}};
    const auto found =
        std::ranges::find(aliases, name, &std::pair<std::string_view, std::string_view>::first);
    return found == std::end(aliases) ? name : found->second;
}

} // namespace

std::string tokenizerClass(const TokenizerConfig& config, std::string_view tokenizerJson)
{
    const std::string_view type = config.modelType;
    const auto entry = std::ranges::find_if(registered, [&](const Registered& each) {
        return !type.empty() && holdsWord(each.modelTypes, type);
    });
    const bool isKnownType = entry != std::end(registered);
    const std::string_view ofModel = isKnownType ? plainName(entry->name) : std::string_view();
    const std::string_view named =
        config.tokenizerClass.empty() ? std::string_view() : plainName(config.tokenizerClass);
    const bool isWrong = !type.empty() && holdsWord(wrongOnTheHub, type);
    const auto answer = [&](std::string_view name) {
        return name == general ? std::string() : std::string(withoutAlias(name));
    };

    if (named == "Llama" && !isWrong && tokenizerJson.find("\"ByteLevel\"") != std::string_view::npos)
        return {};
    if (!named.empty() && isKnownType && ofModel != named)
        return answer(ofModel == general ? general : isWrong ? ofModel : named);
    if (!named.empty()) return answer(named);
    return isKnownType ? answer(ofModel) : std::string();
}

} // namespace vitrine::tokenizers
