#pragma once

#include <string_view>

namespace verify {

// What pages say that are no content. ASCII letters are lower case, as the text they are sought in;
// of others the first letter may be left out, because it may be a capital.

// clang-format off

inline constexpr std::string_view kNotFoundTitles[] = {
    "page not found", "not found", "page doesn't exist", "page does not exist",
    "page can't be found", "page can’t be found", "page cannot be found",
    "seite nicht gefunden", "seite existiert nicht", "page introuvable", "page non trouv",
    "página no encontrada", "no se encontró", "página não encontrada", "pagina non trovata",
    "pagina niet gevonden", "sidan hittades inte", "sidan kunde inte hittas", "sidan finns inte",
    "siden blev ikke fundet", "siden findes ikke", "siden ble ikke funnet", "finner ikke siden",
    "sivua ei löytynyt", "nie znaleziono strony", "strona nie istnieje", "stránka nenalezena",
    "stránka nebyla nalezena", "oldal nem található", "pagina nu a fost găsită",
    "sayfa bulunamadı", "траница не найдена", "торінку не знайдено", "траницата не е намерена",
    "ページが見つかりません", "ページは見つかりません", "ページが見つかり", "페이지를 찾을 수",
    "页面不存在", "页面未找到", "找不到页面", "頁面不存在", "找不到頁面", "找不到網頁",
    "không tìm thấy trang", "halaman tidak ditemukan", "הדף לא נמצא", "الصفحة غير موجودة"};

inline constexpr std::string_view kNotFoundTexts[] = {
    "page you requested", "page you are looking for", "page you're looking for",
    "page you were looking for", "could not be found", "couldn't be found", "can't be found",
    "can’t be found", "cannot be found", "nothing was found", "no longer available",
    "doesn't exist", "does not exist", "page not found", "nicht gefunden", "existiert nicht",
    "n'existe p", "n’existe p", "no existe", "não existe", "non esiste", "bestaat niet",
    "finns inte", "findes ikke", "finnes ikke", "nie istnieje", "neexistuje", "nem található",
    "не найдена", "не существует", "не знайдено", "mevcut değil", "bulunamadı",
    "見つかりません", "不存在", "찾을 수 없", "không tồn tại", "tidak ditemukan"};

inline constexpr std::string_view kParkedTexts[] = {
    "this domain is for sale", "this website is for sale", "domain is parked", "buy this domain",
    "domain may be for sale", "this domain has expired", "parked free", "page is parked",
    "domain name is for sale", "parked domain", "make an offer", "the domain owner",
    "related searches", "is available for purchase", "get a price in less than",
    "registered at namecheap", "courtesy of godaddy",
    "domain steht zum verkauf", "website steht zum verkauf", "domain kaufen", "domain ist registriert",
    "domaine est à vendre", "acheter ce domaine", "dominio está en venta", "comprar este dominio",
    "domínio está à venda", "comprar este domínio", "dominio è in vendita",
    "domeinnaam is te koop", "domein is te koop", "domän är till salu", "domena jest na sprzedaż",
    "домен продается", "домен продаётся", "домен продаю", "alan adı satılık",
    "このドメインは売", "ドメインは販売", "域名正在出售", "域名出售", "购买此域名", "網域出售",
    "도메인 판매", "도메인은 판매"};

inline constexpr std::string_view kParkedMarks[] = {
    "sedoparking", "parkingcrew", "bodis.com", "/dan.com", ".dan.com", "afternic", "hugedomains",
    "parklogic", "/above.com", ".above.com", "domainparking", "parkingpage.namecheap",
    "parked-content.godaddy", "wsimg.com/parking", "uniregistry", "sav.com/parking"};

inline constexpr std::string_view kLoginTexts[] = {
    "sign in", "log in", "login", "anmelden", "anmeldung", "einloggen", "se connecter", "connexion",
    "iniciar sesión", "iniciar sessão", "entrar", "accedi", "inloggen", "logga in", "log ind",
    "logg inn", "kirjaudu", "zaloguj", "přihlášení", "bejelentkezés", "giriş yap", "войти", "вход",
    "ログイン", "로그인", "登录", "登入", "đăng nhập"};

inline constexpr std::string_view kConsentTexts[] = {
    "cookie", "consent", "your privacy", "before you continue", "einwilligung", "privatsphäre",
    "bevor sie fortfahren", "consentement", "vie privée", "avant de continuer", "consentimiento",
    "privacidad", "antes de continuar", "privacidade", "prima di continuare",
    "voordat je verdergaat", "プライバシー", "続行する前に", "개인정보", "隐私", "隱私"};

inline constexpr std::string_view kConsentButtons[] = {
    "accept", "agree", "akzeptieren", "zustimmen", "accepter", "aceptar", "aceitar", "accetta",
    "godkänn", "accepteren", "akceptuj", "同意", "동의"};

// Of challenge pages, as the services write them into scripts, forms and addresses. A page that is
// only protected may carry some: they count together with a title or with hardly any text.
inline constexpr std::string_view kBotMarks[] = {
    "cf-chl", "cf_chl", "/cdn-cgi/challenge-platform", "challenge-form", "captcha-delivery.com",
    "px-captcha", "_pxappid", "perimeterx", "_incapsula_resource", "incapsula incident",
    "awswafcookiedomainlist", "awswafintegration", ".awswaf.com", "bm-verify",
    "sec-if-cpt", "errors.edgesuite.net", "datadome", "distil_r_captcha", "kasada", "kpsdk",
    "window.rbzns", "sucuri_cloudproxy", "ddos-guard", "validatecaptcha", "anubis_challenge"};

// The widgets everybody may put into a form.
inline constexpr std::string_view kCaptchaMarks[] = {
    "g-recaptcha", "/recaptcha/", "h-captcha", "hcaptcha.com", "cf-turnstile",
    "challenges.cloudflare.com/turnstile", "captcha-form"};

inline constexpr std::string_view kBotTexts[] = {
    "just a moment", "attention required", "access denied", "access to this page has been denied",
    "checking your browser", "verifying your browser", "verify you are human",
    "verifying you are human", "are you a robot", "are you human", "not a robot", "not a bot",
    "complete the captcha", "solve the captcha", "enter the characters you see",
    "pardon our interruption", "request unsuccessful", "security check", "security checkpoint",
    "human verification", "one more step", "enable javascript and cookies to continue",
    "disable any ad blocker", "you have been blocked", "you are being redirected",
    "unusual traffic", "press & hold", "reference #", "ray id", "block id", "support id is",
    "requested url was rejected", "request rejected", "has been limited by the site owner",
    "generated by wordfence", "website firewall",
    "nur einen moment", "dass sie ein mensch sind", "zugriff verweigert", "un instant",
    "vous êtes humain", "accès refusé", "un momento", "eres humano", "es un ser humano",
    "acceso denegado", "um momento", "acesso negado", "verifique se você é humano",
    "een ogenblik geduld", "しばらくお待ちください", "人間であることを確認", "请稍候",
    "确认您是真人", "잠시만 기다", "사람인지 확인"};

inline constexpr std::string_view kShellRoots[] = {
    "root", "app", "__next", "__nuxt", "___gatsby", "app-root", "react-root", "svelte", "q-app",
    "main-app"};

inline constexpr std::string_view kShellTexts[] = {
    "enable javascript", "javascript is required", "requires javascript", "javascript to run",
    "activate javascript", "javascript aktivieren", "activer javascript", "turn on javascript"};

// clang-format on

}  // namespace verify
