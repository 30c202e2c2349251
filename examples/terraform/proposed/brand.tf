# Mail of the second brand is taken by the hosts of the first, and by one of its own.
locals {
  brand_exchangers = {
    "mail.example.com" = 10
    "mail.example.net" = 20
  }
}

resource "cloudflare_dns_record" "brand_mx" {
  for_each = local.brand_exchangers
  zone_id  = cloudflare_zone.brand.id
  name     = "example.net"
  type     = "MX"
  content  = each.key
  priority = each.value
  ttl      = 1
}

resource "cloudflare_dns_record" "brand_mail" {
  zone_id = cloudflare_zone.brand.id
  name    = "mail.example.net"
  type    = "A"
  content = "203.0.113.27"
  ttl     = 1
  proxied = true
}

resource "cloudflare_dns_record" "brand_helo" {
  zone_id = cloudflare_zone.brand.id
  name    = "mail.example.net"
  type    = "TXT"
  content = "v=spf1 a -all"
  ttl     = 1
}

resource "cloudflare_dns_record" "brand_spf" {
  zone_id = cloudflare_zone.brand.id
  name    = "example.net"
  type    = "TXT"
  content = "v=spf1 mx -all"
  ttl     = 1
}
