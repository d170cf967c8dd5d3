// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {SafeTransferLib} from "solady/utils/SafeTransferLib.sol";

import {NotTheLedger} from "src/Errors.sol";
import {Inlet} from "src/Inlet.sol";
import {Ledger} from "src/Ledger.sol";

import {FalseToken} from "../mocks/FalseToken.sol";
import {FeeToken} from "../mocks/FeeToken.sol";
import {ReenteringToken} from "../mocks/ReenteringToken.sol";
import {SilentToken} from "../mocks/SilentToken.sol";
import {LedgerBase} from "./LedgerBase.sol";

// sweep
// ├── given no inlet was deployed
// │   ├── it deploys it at the sub-account's address
// │   ├── it credits the tokens to the sub-account
// │   └── it emits Transfer and Deposited
// ├── given the inlet is there: it credits what came since
// ├── when there is nothing to sweep: it credits nothing
// ├── when the token keeps a fee: it credits what arrived
// ├── when the token returns nothing: it credits
// ├── when the token returns false: it reverts and the tokens stay
// ├── when another key is swept: it touches nothing of this one
// └── when the token calls back
//     └── given a second sweep within the first: it credits once
// Inlet.sweep
// └── when anyone but the Ledger calls: it reverts
contract LedgerSweepTest is LedgerBase {
    function test_deploysInletAndCredits(address owner, bytes32 key, uint256 amount, address relayer) public {
        address account = ledger.accountOf(owner, key);
        token.mint(account, amount);

        vm.prank(relayer);
        _expectTransfer(relayer, address(0), account, id, amount);
        vm.expectEmit(address(ledger));
        emit Ledger.Deposited(address(token), account, account, amount);
        uint256 units = ledger.sweep(owner, key, address(token));

        assertEq(units, amount);
        assertGt(account.code.length, 0);
        _assertBalance(account, id, amount);
        assertEq(token.balanceOf(address(ledger)), amount);
    }

    function test_creditsWhatCameSince_givenInletIsThere(uint128 first, uint128 second) public {
        address account = ledger.accountOf(alice.account, KEY);
        token.mint(account, first);
        ledger.sweep(alice.account, KEY, address(token));
        token.mint(account, second);

        assertEq(ledger.sweep(alice.account, KEY, address(token)), second);
        _assertBalance(account, id, uint256(first) + second);
    }

    function test_creditsNothing_whenThereIsNothing(address owner, bytes32 key) public {
        assertEq(ledger.sweep(owner, key, address(token)), 0);
        assertEq(ledger.totalSupply(id), 0);
    }

    function test_creditsWhatArrived_whenTokenKeepsFee(uint256 amount) public {
        amount = _amount(amount);
        FeeToken feeToken = new FeeToken();
        feeToken.mint(ledger.accountOf(alice.account, KEY), amount);

        assertEq(ledger.sweep(alice.account, KEY, address(feeToken)), amount - feeToken.feeOf(amount));
    }

    function test_credits_whenTokenReturnsNothing(uint256 amount) public {
        SilentToken silent = new SilentToken();
        silent.mint(ledger.accountOf(alice.account, KEY), amount);

        assertEq(ledger.sweep(alice.account, KEY, address(silent)), amount);
    }

    function test_reverts_whenTokenReturnsFalse(uint256 amount) public {
        FalseToken falseToken = new FalseToken();
        address account = ledger.accountOf(alice.account, KEY);
        falseToken.mint(account, amount);
        falseToken.fail();

        vm.expectRevert(SafeTransferLib.TransferFailed.selector);
        ledger.sweep(alice.account, KEY, address(falseToken));
        assertEq(falseToken.balanceOf(account), amount);
    }

    function test_touchesNothingOfOtherKey(uint128 amount, bytes32 other) public {
        vm.assume(other != KEY);
        token.mint(ledger.accountOf(alice.account, KEY), amount);

        assertEq(ledger.sweep(alice.account, other, address(token)), 0);
        assertEq(token.balanceOf(ledger.accountOf(alice.account, KEY)), amount);
    }

    function test_creditsOnce_whenSweepingWithinSweep(uint128 amount, bool early) public {
        ReenteringToken hostile = new ReenteringToken();
        hostile.strikeEarly(early);
        _fund(address(hostile), carol.account, type(uint128).max);
        address account = ledger.accountOf(alice.account, KEY);
        hostile.mint(account, amount);
        hostile.arm(address(ledger), abi.encodeCall(Ledger.sweep, (alice.account, KEY, address(hostile))));

        // Struck before the balances moved, the inner sweep takes all and the outer one has nothing left to send.
        if (early && amount != 0) vm.expectRevert(SafeTransferLib.TransferFailed.selector);
        ledger.sweep(alice.account, KEY, address(hostile));
        if (early && amount != 0) return;

        assertTrue(hostile.succeeded());
        _assertBalance(account, _idOf(address(hostile)), amount);
        assertEq(ledger.totalSupply(_idOf(address(hostile))), hostile.balanceOf(address(ledger)));
    }

    function test_inletReverts_whenCallerIsNotTheLedger(address caller) public {
        vm.assume(caller != address(ledger));
        ledger.sweep(alice.account, KEY, address(token));
        Inlet inlet = Inlet(ledger.accountOf(alice.account, KEY));

        vm.prank(caller);
        vm.expectRevert(abi.encodeWithSelector(NotTheLedger.selector, caller));
        inlet.sweep(address(token));
    }
}
