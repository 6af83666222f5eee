#include "page/date_labels.h"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <array>
#include <string>

#include "base/searched_text.h"

namespace verify {
namespace {

struct Label {
  std::string_view words;  // lower case, found anywhere in the text before the date
  DateLabel label;
};

constexpr DateLabel kPublished = DateLabel::published, kModified = DateLabel::modified,
                    kCopyright = DateLabel::copyright, kOther = DateLabel::other;

constexpr auto kBefore = std::to_array<Label>({
    // en
    {"published", kPublished},
    {"posted", kPublished},
    {"publication date", kPublished},
    {"publish date", kPublished},
    {"pub date", kPublished},
    {"released", kPublished},
    {"release date", kPublished},
    {"written on", kPublished},
    {"written by", kPublished},
    {"created on", kPublished},
    {"first published", kPublished},
    {"date:", kPublished},
    {"submitted", kPublished},
    {"issued on", kPublished},
    {"updated", kModified},
    {"modified", kModified},
    {"last update", kModified},
    {"last edited", kModified},
    {"last reviewed", kModified},
    {"revised", kModified},
    {"©", kCopyright},
    {"copyright", kCopyright},
    {"(c)", kCopyright},
    {"all rights", kCopyright},
    {"born", kOther},
    {"deadline", kOther},
    {"valid until", kOther},
    {"expires", kOther},
    {"until", kOther},
    {"accessed", kOther},
    {"retrieved", kOther},
    {"joined", kOther},
    {"registered", kOther},
    {"member since", kOther},
    {"last login", kOther},
    {"member for", kOther},
    {"since", kOther},
    {"join us", kOther},
    {"register", kOther},
    {"apply by", kOther},
    {"when:", kOther},
    {"event date", kOther},
    {"takes place", kOther},
    {"starts", kOther},
    {"begins", kOther},
    {"due date", kOther},
    {"closing date", kOther},
    {"effective date", kOther},
    {"version", kOther},
    {"date of birth", kOther},
    // de
    {"veröffentlicht", kPublished},
    {"veröffentlichung", kPublished},
    {"erstellt", kPublished},
    {"publiziert", kPublished},
    {"geschrieben", kPublished},
    {"verfasst", kPublished},
    {"eingestellt", kPublished},
    {"erschienen", kPublished},
    {"erscheinungsdatum", kPublished},
    {"datum:", kPublished},
    {"gepostet", kPublished},
    {"online seit", kPublished},
    {"online gestellt", kPublished},
    {"angelegt am", kPublished},
    {"artikel vom", kPublished},
    {"meldung vom", kPublished},
    {"pressemitteilung vom", kPublished},
    {"beitrag vom", kPublished},
    {"aktualisiert", kModified},
    {"aktualisierung", kModified},
    {"geändert", kModified},
    {"änderung", kModified},
    {"stand:", kModified},
    {"stand ", kModified},
    {"überarbeitet", kModified},
    {"bearbeitet", kModified},
    {"update:", kModified},
    {"geboren", kOther},
    {"bis zum", kOther},
    {"abgerufen", kOther},
    {"registriert", kOther},
    {"dabei seit", kOther},
    {"mitglied seit", kOther},
    {"gültig", kOther},
    {"zugriff", kOther},
    {"anmeldeschluss", kOther},
    {"findet am", kOther},
    {"termin:", kOther},
    {"beginn:", kOther},
    {"seit dem", kOther},
    {"bewerbungsfrist", kOther},
    // fr
    {"publié", kPublished},
    {"mis en ligne", kPublished},
    {"posté", kPublished},
    {"paru", kPublished},
    {"rédigé", kPublished},
    {"écrit le", kPublished},
    {"mis à jour", kModified},
    {"mise à jour", kModified},
    {"màj", kModified},
    {"modifié", kModified},
    {"actualisé", kModified},
    {"rendez-vous le", kOther},
    {"aura lieu", kOther},
    {"inscrit depuis", kOther},
    {"jusqu'au", kOther},
    {"jusqu’au", kOther},
    // es, pt, gl, ca
    {"publicado", kPublished},
    {"publicada", kPublished},
    {"publicación", kPublished},
    {"publicação", kPublished},
    {"fecha:", kPublished},
    {"creado", kPublished},
    {"postado", kPublished},
    {"publicat", kPublished},
    {"criado em", kPublished},
    {"actualizado", kModified},
    {"actualizada", kModified},
    {"actualización", kModified},
    {"atualizado", kModified},
    {"atualizada", kModified},
    {"modificado", kModified},
    {"se celebrará", kOther},
    {"tendrá lugar", kOther},
    {"hasta el", kOther},
    {"acontece", kOther},
    {"até", kOther},
    // it
    {"pubblicato", kPublished},
    {"pubblicata", kPublished},
    {"scritto", kPublished},
    {"postato", kPublished},
    {"aggiornato", kModified},
    {"aggiornamento", kModified},
    {"modificato", kModified},
    {"ultima modifica", kModified},
    {"si terrà", kOther},
    {"fino al", kOther},
    // nl
    {"gepubliceerd", kPublished},
    {"geplaatst", kPublished},
    {"geschreven op", kPublished},
    {"bijgewerkt", kModified},
    {"gewijzigd", kModified},
    {"laatste update", kModified},
    {"vindt plaats", kOther},
    // sv, da, nb, fi
    {"publicerad", kPublished},
    {"publicerat", kPublished},
    {"offentliggjort", kPublished},
    {"udgivet", kPublished},
    {"publisert", kPublished},
    {"julkaistu", kPublished},
    {"uppdaterad", kModified},
    {"opdateret", kModified},
    {"oppdatert", kModified},
    {"päivitetty", kModified},
    {"muokattu", kModified},
    // pl, cs, sk, hu, ro, hr, sr
    {"opublikowano", kPublished},
    {"opublikowany", kPublished},
    {"data publikacji", kPublished},
    {"dodano", kPublished},
    {"publikacja", kPublished},
    {"publikováno", kPublished},
    {"zveřejněno", kPublished},
    {"vydáno", kPublished},
    {"publikované", kPublished},
    {"megjelent", kPublished},
    {"közzétéve", kPublished},
    {"publicat la", kPublished},
    {"objavljeno", kPublished},
    {"objavio", kPublished},
    {"publikuota", kPublished},
    {"aktualizacja", kModified},
    {"zaktualizowano", kModified},
    {"aktualizováno", kModified},
    {"frissítve", kModified},
    {"actualizat", kModified},
    {"ažurirano", kModified},
    // ru, uk, bg
    {"опубликован", kPublished},
    {"дата публикации", kPublished},
    {"опубліковано", kPublished},
    {"публикувано", kPublished},
    {"добавлено", kPublished},
    {"размещено", kPublished},
    {"обновлен", kModified},
    {"изменен", kModified},
    {"оновлено", kModified},
    // tr, el, id, vi
    {"yayınlanma", kPublished},
    {"yayımlanma", kPublished},
    {"giriş tarihi", kPublished},
    {"eklenme", kPublished},
    {"yayın tarihi", kPublished},
    {"δημοσιεύ", kPublished},
    {"diterbitkan", kPublished},
    {"dipublikasikan", kPublished},
    {"đăng ngày", kPublished},
    {"giriş:", kPublished},
    {"güncelleme", kModified},
    {"güncellenme", kModified},
    {"ενημερώ", kModified},
    {"diperbarui", kModified},
    {"cập nhật", kModified},
    // ja, zh, ko
    {"公開", kPublished},
    {"掲載", kPublished},
    {"投稿", kPublished},
    {"配信", kPublished},
    {"発表", kPublished},
    {"发布", kPublished},
    {"發布", kPublished},
    {"发表", kPublished},
    {"發表", kPublished},
    {"刊登", kPublished},
    {"作成日", kPublished},
    {"등록", kPublished},
    {"입력", kPublished},
    {"작성", kPublished},
    {"게시", kPublished},
    {"승인", kPublished},
    {"発行", kPublished},
    {"更新", kModified},
    {"最終更新", kModified},
    {"修正", kModified},
    {"수정", kModified},
    {"업데이트", kModified},
    {"갱신", kModified},
    {"開催", kOther},
    {"日時", kOther},
    {"締切", kOther},
    {"举办", kOther},
    {"活动时间", kOther},
    {"截止", kOther},
    {"일시", kOther},
    {"개최", kOther},
    // ar, fa, he
    {"نشر", kPublished},
    {"تاریخ انتشار", kPublished},
    {"פורסם", kPublished},
    {"تحديث", kModified},
    {"עודכן", kModified},
});

// Japanese, Chinese and Korean may name a date after it.
constexpr auto kAfter = std::to_array<Label>({
    {"公開", kPublished},
    {"掲載", kPublished},
    {"投稿", kPublished},
    {"配信", kPublished},
    {"发布", kPublished},
    {"發布", kPublished},
    {"등록", kPublished},
    {"입력", kPublished},
    {"게시", kPublished},
    {"更新", kModified},
    {"修正", kModified},
    {"수정", kModified},
    {"開催", kOther},
    {"締切", kOther},
});

std::string lowered(std::string_view text) {
  std::string out;
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
  const auto size = static_cast<std::int32_t>(text.size());
  for (std::int32_t i = 0; i < size;) {
    UChar32 c;
    U8_NEXT(bytes, i, size, c);
    if (c < 0) continue;  // a character the window cut
    c = u_tolower(c);
    std::uint8_t utf8[U8_MAX_LENGTH];
    std::int32_t n = 0;
    U8_APPEND_UNSAFE(utf8, n, c);
    out.append(reinterpret_cast<const char*>(utf8), static_cast<std::size_t>(n));
  }
  return out;
}

bool is_word_byte(char c) {
  return (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80;
}

// Labels in scripts with words begin at one ("unmodified", "reposted" are others).
bool begins_word(std::string_view text, std::size_t at) {
  const bool ascii = text[at] >= 'a' && text[at] <= 'z';
  return at == 0 || !ascii || !is_word_byte(text[at - 1]);
}

}  // namespace

DateLabel label_of_date(std::string_view before, std::string_view after) {
  const SearchedText searched(
      lowered(before.substr(before.size() - std::min<std::size_t>(64, before.size()))));
  const std::string& window = searched.text();
  DateLabel nearest = DateLabel::none;
  std::size_t best = 0;
  for (const Label& label : kBefore) {
    if (!searched.may_have(label.words)) continue;
    const std::size_t at = window.rfind(label.words);
    if (at == window.npos || !begins_word(window, at)) continue;
    const std::size_t end = at + label.words.size();
    if (end > best) {
      best = end;
      nearest = label.label;
    }
  }
  if (nearest != DateLabel::none) return nearest;
  const std::string_view next = after.substr(0, 24);
  for (const Label& label : kAfter)
    if (const std::size_t at = next.find(label.words); at != next.npos && at < 8)
      return label.label;
  return DateLabel::none;
}

}  // namespace verify
