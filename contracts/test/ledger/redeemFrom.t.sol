// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {ERC6909} from "solady/tokens/ERC6909.sol";

import {Ledger} from "src/Ledger.sol";

import {LedgerBase} from "./LedgerBase.sol";

// redeemFrom
// ├── when the issuer's own account holds the units
// │   ├── it lowers balance and supply
// │   └── it emits Transfer and Redeemed
// ├── when another key holds them: it reverts
// ├── when another owner's account of that key holds them: it reverts
// └── when the series is 0: it reverts
contract LedgerRedeemFromTest is LedgerBase {
    function test_redeemsFromOwnAccount(bytes32 key, uint256 amount, uint256 part) public {
        part = bound(part, 0, amount);
        address account = ledger.accountOf(address(issuer), key);
        issuer.issue(OPEN, account, amount);

        _expectTransfer(address(issuer), account, address(0), openId, part);
        vm.expectEmit(address(ledger));
        emit Ledger.Redeemed(openId, account, part);
        issuer.redeemFrom(key, OPEN, part);

        _assertBalance(account, openId, amount - part);
        assertEq(ledger.totalSupply(openId), amount - part);
    }

    function test_reverts_whenAnotherAccountHoldsThem(bytes32 key, uint256 amount) public {
        vm.assume(key != KEY);
        amount = bound(amount, 1, type(uint128).max);
        issuer.issue(OPEN, ledger.accountOf(address(issuer), key), amount);
        issuer.issue(OPEN, ledger.accountOf(address(payee), KEY), amount);

        vm.expectRevert(ERC6909.InsufficientBalance.selector);
        issuer.redeemFrom(KEY, OPEN, amount);
    }

    function test_reverts_whenSeriesIsReserved(uint256 amount) public {
        vm.expectRevert(Ledger.SeriesReserved.selector);
        issuer.redeemFrom(KEY, 0, amount);
    }
}
