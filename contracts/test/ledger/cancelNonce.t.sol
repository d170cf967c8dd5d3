// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Ledger} from "src/Ledger.sol";
import {Payment} from "src/types/Payment.sol";

import {LedgerBase} from "./LedgerBase.sol";

// cancelNonce
// ├── when the nonce was not spent
// │   ├── it spends it, and no other and nobody else's
// │   ├── it emits NonceSpent
// │   └── a payment signed with it no longer counts
// └── when the nonce was spent: it reverts
contract LedgerCancelNonceTest is LedgerBase {
    function test_spendsNonce(address owner, uint256 nonce, address other, uint256 next) public {
        vm.assume(owner != other && next != nonce);

        vm.prank(owner);
        vm.expectEmit(address(ledger));
        emit Ledger.NonceSpent(owner, nonce);
        ledger.cancelNonce(nonce);

        assertTrue(ledger.isNonceSpent(owner, nonce));
        assertFalse(ledger.isNonceSpent(owner, next));
        assertFalse(ledger.isNonceSpent(other, nonce));
    }

    function test_voidsPayment(uint128 amount, uint256 nonce) public {
        _fund(alice.account, amount);
        Payment memory payment = Payment(alice.account, address(payee), KEY, id, amount, nonce, uint40(block.timestamp));
        bytes memory signature = _sign(alice, ledger.digestOf(payment, ""));
        vm.prank(alice.account);
        ledger.cancelNonce(nonce);

        vm.expectRevert(abi.encodeWithSelector(Ledger.NonceAlreadySpent.selector, alice.account, nonce));
        ledger.payFor(payment, "", signature);
    }

    function test_reverts_whenSpent(address owner, uint256 nonce) public {
        vm.startPrank(owner);
        ledger.cancelNonce(nonce);

        vm.expectRevert(abi.encodeWithSelector(Ledger.NonceAlreadySpent.selector, owner, nonce));
        ledger.cancelNonce(nonce);
    }
}
