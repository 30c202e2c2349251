resource "aws_route53_record" "ptr" {
  for_each = {
    25 = "mail.example.com"
    26 = "mail2.example.com"
    27 = "mail.example.net"
  }
  zone_id = aws_route53_zone.reverse.zone_id
  name    = each.key
  type    = "PTR"
  ttl     = 3600
  records = [each.value]
}
